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
