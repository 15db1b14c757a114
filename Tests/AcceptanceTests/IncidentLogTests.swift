import Foundation
import Portal
import Testing

/// The events of 24,918 incidents; reading them takes minutes.
@Suite(
    "An incident log",
    .enabled(if: PublicData.hasIncidents, "the public data sets are not beside the package"),
    .enabled(if: ProcessInfo.processInfo.environment["PORTICO_LONG_TESTS"] != nil, "PORTICO_LONG_TESTS is not set"))
struct IncidentLogTests {
    @Test("Each incident is a case, and paging gives each exactly once")
    func cases() throws {
        let portal = try PublicPortal()
        try portal.takePacked("incidents", PublicData.incidents)
        let login = try portal.add(.admin)
        let server = try portal.serve()
        let admin = try portal.caller(login, of: server)
        let walk = try admin.walk("cases", "scope: ALL")
        #expect(walk.totalCounts == [24_918])
        #expect(walk.ids.count == 24_918)
        #expect(Set(walk.ids).count == 24_918)
        #expect(try admin.walk("cases", "scope: ALL", .backwards) == walk)
    }
}

/// As much of the log as takes seconds, for every role.
@Suite(
    "The beginning of an incident log",
    .enabled(if: PublicData.hasIncidents, "the public data sets are not beside the package"))
struct IncidentLogBeginningTests {
    @Test("Each role pages through the cases it may see, and finds each exactly once")
    func roles() throws {
        let portal = try PublicPortal()
        let incidents = try #require(try portal.takePacked("incidents", PublicData.incidents, lines: 5_001))
        let company = ["--partner", "Service desk"]
        let logins = [
            (Role.admin, "ALL", try portal.add(.admin), incidents),
            (.partnerSupervisor, "COMPANY", try portal.add(.partnerSupervisor, company[0], company[1]), incidents),
            (.integration, "COMPANY", try portal.add(.integration, company[0], company[1]), incidents),
            (.partnerUser, "MINE", try portal.add(.partnerUser, company[0], company[1]), 0),
        ]
        let agent = try portal.busiestAgent()
        let server = try portal.serve()
        for (role, scope, login, count) in logins {
            let walk = try portal.caller(login, of: server).walk("cases", "scope: \(scope)")
            #expect(walk.totalCounts == [count], "\(role)")
            #expect(Set(walk.ids).count == count, "\(role)")
            #expect(walk.ids.count == count, "\(role)")
        }
        let desk = try portal.caller(agent, of: server)
        let own = try desk.walk("cases", "scope: MINE").ids
        let all = try desk.walk("cases", "scope: ALL")
        #expect(!own.isEmpty)
        #expect(Set(own).isSubset(of: all.ids))
        #expect(all.totalCounts == [Set(all.ids).count])
        #expect(try desk.walk("cases", "scope: ALL", .backwards) == all)
    }
}
