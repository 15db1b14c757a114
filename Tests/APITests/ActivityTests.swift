import Portal
import Testing

@testable import API

@Suite("Conversation, activity and the change feed")
struct ActivityTests {
    private func portal() throws -> TestPortal { try TestPortal(Records.all) }

    @Test("A feed holds what happened, newest first, without what is internal or not there yet")
    func activity() throws {
        let query = """
            {case(number:"CASE-000001"){activity{totalCount nodes{__typename ... on Comment{body}
              ... on Attachment{fileName} ... on TouchPoint{title} ... on ChangeRecord{field newValue}}}}}
            """
        #expect(
            try portal().answer(query, as: TestPortal.user) == """
                {"data":{"case":{"activity":{"totalCount":6,"nodes":[{"__typename":"TouchPoint","title":"Called"},\
                {"__typename":"Attachment","fileName":"photo.png"},{"__typename":"Comment","body":"Please help."},\
                {"__typename":"ChangeRecord","field":"status","newValue":"OPEN"},\
                {"__typename":"ChangeRecord","field":"status","newValue":"NEW"},\
                {"__typename":"ChangeRecord","field":null,"newValue":null}]}}}}
                """)
        #expect(
            try portal().answer(query, as: TestPortal.agent) == """
                {"data":{"case":{"activity":{"totalCount":8,"nodes":[{"__typename":"TouchPoint","title":"Called"},\
                {"__typename":"Attachment","fileName":"photo.png"},{"__typename":"Comment","body":"Again!"},\
                {"__typename":"Comment","body":"Please help."},\
                {"__typename":"ChangeRecord","field":"escalationLevel","newValue":2},\
                {"__typename":"ChangeRecord","field":"status","newValue":"OPEN"},\
                {"__typename":"ChangeRecord","field":"status","newValue":"NEW"},\
                {"__typename":"ChangeRecord","field":null,"newValue":null}]}}}}
                """)
    }

    @Test("A feed can be narrowed to kinds")
    func kinds() throws {
        #expect(
            try portal().answer(
                """
                {case(number:"CASE-000001"){
                  activity(kinds:[COMMENT,TOUCH_POINT],first:1){nodes{__typename} pageInfo{hasNextPage}}}}
                """, as: TestPortal.user) == """
                    {"data":{"case":{"activity":{"nodes":[{"__typename":"TouchPoint"}],"pageInfo":{"hasNextPage":true}}}}}
                    """)
    }

    @Test("A deleted comment keeps its place and loses its words; internal notes are not there")
    func comments() throws {
        #expect(
            try portal().answer(
                """
                {case(number:"CASE-000001"){comments{totalCount
                  nodes{body deletedAt authorName mentions{displayName} subject{__typename id ... on Case{caseNumber}}}}}}
                """, as: TestPortal.user) == """
                    {"data":{"case":{"comments":{"totalCount":2,"nodes":[{"body":"Please help.","deletedAt":null,\
                    "authorName":"Uma User","mentions":[{"displayName":"Sam Supervisor"},{"displayName":"Anna Agent"}],\
                    "subject":{"__typename":"Case","id":"Q2FzZTo0MDE","caseNumber":"CASE-000001"}},{"body":"",\
                    "deletedAt":"1970-01-01T00:00:00.009Z","authorName":"Anna Agent","mentions":[],\
                    "subject":{"__typename":"Case","id":"Q2FzZTo0MDE","caseNumber":"CASE-000001"}}]}}}}
                    """)
    }

    @Test("What the scanner has found something in cannot be downloaded")
    func attachments() throws {
        let expiry = TestPortal.now.milliseconds / 1000 + 300
        let key = [UInt8](repeating: 0, count: 32)
        let signature = HMAC.sha256(of: "GET 1 \(expiry) 2".utf8.span, key: key.span).hexadecimal
        #expect(
            try portal().answer(
                #"{case(number:"CASE-000001"){attachments{nodes{fileName url}}}}"#, as: TestPortal.user) == """
                    {"data":{"case":{"attachments":{"nodes":[{"fileName":"photo.png",\
                    "url":"/attachments/1?e=\(expiry)&v=2&s=\(signature)"},\
                    {"fileName":"virus.exe","url":null}]}}}}
                    """)
    }

    static let feed = """
        {changes(after:%,first:3){events{sequence type subjectType changedFields node{id ... on Lead{number}}}
          nextSequence hasMore}}
        """

    private func page(after sequence: Int, as viewer: Viewer) throws -> String {
        let query = Self.feed.split(separator: "%").joined(separator: "\(sequence)")
        return try portal().answer(query, as: viewer)
    }

    @Test("The feed goes on from where it ended, and says when access to a record was lost")
    func changes() throws {
        #expect(
            try page(after: 5, as: TestPortal.user) == """
                {"data":{"changes":{"events":[{"sequence":7,"type":"UPDATED","subjectType":"Case",\
                "changedFields":["attachments"],"node":{"id":"Q2FzZTo0MDE"}},{"sequence":8,"type":"UPDATED",\
                "subjectType":"Case","changedFields":["attachments"],"node":{"id":"Q2FzZTo0MDE"}},{"sequence":9,\
                "type":"UPDATED","subjectType":"Case","changedFields":["activity"],"node":{"id":"Q2FzZTo0MDE"}}],\
                "nextSequence":9,"hasMore":true}}}
                """)
        #expect(
            try page(after: 9, as: TestPortal.user) == """
                {"data":{"changes":{"events":[{"sequence":11,"type":"UPDATED","subjectType":"Lead",\
                "changedFields":["contactEmail"],"node":{"id":"TGVhZDoyMDI","number":"LEAD-000002"}},{"sequence":12,\
                "type":"ACCESS_LOST","subjectType":"Lead","changedFields":[],"node":null}],"nextSequence":12,\
                "hasMore":false}}}
                """)
        #expect(
            try page(after: 12, as: TestPortal.user)
                == #"{"data":{"changes":{"events":[],"nextSequence":12,"hasMore":false}}}"#)
    }

    @Test("Who may see no leads does not hear of those that were taken away")
    func withoutLeads() throws {
        let user = TestPortal.user
        let rights = user.rights.subtracting(PortalModule.leads.right(.view))
        let viewer = Viewer(actorID: user.actorID, partnerID: user.partnerID, role: user.role, rights: rights)
        #expect(
            try page(after: 9, as: viewer) == #"{"data":{"changes":{"events":[],"nextSequence":9,"hasMore":false}}}"#)
    }

    @Test("The feed can be narrowed to types of records, and its pages have a size")
    func types() throws {
        #expect(
            try portal().answer(
                #"{changes(after:0,types:["Lead"]){events{sequence}}}"#, as: TestPortal.admin)
                == #"{"data":{"changes":{"events":[{"sequence":10},{"sequence":11},{"sequence":12}]}}}"#)
        #expect(
            try portal().answer("{changes(after:0,first:1001){hasMore}}", as: TestPortal.admin)
                .contains("PAGE_SIZE_INVALID"))
    }
}
