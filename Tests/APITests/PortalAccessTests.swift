import Portal
import Storage
import Testing

@testable import API

@Suite("Entering a portal")
struct PortalAccessTests {
    struct Visit: Sendable, CustomTestStringConvertible {
        let viewer: Viewer
        let path: String
        let changes: String
        let answer: String
        /// The address where it ends when not there.
        let detour: String?
        var testDescription: String { "\(viewer.role) at \(path) after «\(changes)»" }

        init(_ viewer: Viewer, _ path: String, _ changes: String, granted portal: String) {
            (self.viewer, self.path, self.changes) = (viewer, path, changes)
            answer = #"{"__typename":"PortalGranted","portal":{"pathName":"\#(portal)"}}"#
            detour = nil
        }

        init(_ viewer: Viewer, _ path: String, _ changes: String, _ reason: String, to target: String) {
            (self.viewer, self.path, self.changes) = (viewer, path, changes)
            answer = #"{"__typename":"PortalRedirect","reason":"\#(reason)","target":{"path":"\#(target)"}}"#
            detour = target
        }
    }

    private static let limited =
        "UPDATE system_property SET value = 'true' WHERE name = 'portals.portal_context.enable';"
    private static let southerners =
        limited + "INSERT INTO portal_context VALUES (1, 2, 1, 5); INSERT INTO portal_context_criteria VALUES (1, 1);"
    private static let everyone = limited + "INSERT INTO portal_context VALUES (1, 2, 1, 5);"

    static let visits = [
        // Nothing is limited before the property says so.
        Visit(TestPortal.user, "north", "", granted: "north"),
        Visit(TestPortal.user, "south", "", granted: "south"),
        Visit(TestPortal.user, "west", "", "NO_PORTAL", to: "/portal/north"),
        Visit(
            TestPortal.user, "north", "UPDATE portal SET active = 0 WHERE id = 1", "INACTIVE_PORTAL",
            to: "/self-service"),
        Visit(TestPortal.admin, "north", "UPDATE portal SET active = 0 WHERE id = 1", granted: "north"),
        Visit(TestPortal.user, "south", "DELETE FROM portal_section", "MODULE_OFF", to: "/self-service"),
        Visit(TestPortal.agent, "south", "DELETE FROM portal_section", granted: "south"),
        // A portal without a context belongs to its own direction.
        Visit(TestPortal.user, "south", limited, "OTHER_DIRECTION", to: "/portal/north"),
        Visit(TestPortal.other, "south", limited, granted: "south"),
        Visit(TestPortal.agent, "south", limited, "OTHER_DIRECTION", to: "/portal/north"),
        Visit(TestPortal.admin, "south", limited, granted: "south"),
        // Contexts let in whom their criteria describe: by direction, by name, or everybody.
        Visit(TestPortal.other, "south", southerners, granted: "south"),
        Visit(TestPortal.user, "south", southerners, granted: "south"),
        Visit(TestPortal.supervisor, "south", southerners, "OTHER_DIRECTION", to: "/portal/north"),
        Visit(
            TestPortal.user, "south", southerners + "UPDATE user_criteria SET match_all = 1", "OTHER_DIRECTION",
            to: "/portal/north"),
        Visit(TestPortal.supervisor, "south", everyone, granted: "south"),
        Visit(
            TestPortal.supervisor, "south", everyone + "UPDATE portal_context SET active = 0", "OTHER_DIRECTION",
            to: "/portal/north"),
    ]

    @Test("A path lets in or sends to the caller's own place", arguments: visits)
    func visit(_ visit: Visit) throws {
        let portal = try TestPortal(visit.changes)
        let answer = try portal.answer(
            """
            {portalAccess(path:"\(visit.path)"){__typename ...on PortalGranted{portal{pathName}}
              ...on PortalRedirect{reason target{path}}}}
            """, as: visit.viewer)
        #expect(answer == #"{"data":{"portalAccess":\#(visit.answer)}}"#)
        let detour = try PortalStore.detour(
            from: visit.path, of: visit.viewer, at: TestPortal.now, in: portal.connection)
        #expect(detour == visit.detour)
    }

    @Test(
        "Whoever has not signed in is sent to the beginning, wherever there is a portal or not",
        arguments: ["north", "west", ""])
    func anonymous(_ path: String) throws {
        let portal = try TestPortal()
        let detour = try PortalStore.detour(from: path, of: .anonymous, at: TestPortal.now, in: portal.connection)
        #expect(detour == "/")
    }

    @Test("Contexts open portals, never rows")
    func rows() throws {
        let portal = try TestPortal(Self.everyone)
        let answer = try portal.answer(
            "{portals{pathName salesDirection{name products{totalCount}}} salesDirections{name}}", as: TestPortal.user)
        #expect(
            answer == """
                {"data":{"portals":[{"pathName":"north","salesDirection":{"name":"North","products":{"totalCount":0}}},\
                {"pathName":"south","salesDirection":{"name":"South","products":{"totalCount":0}}}],\
                "salesDirections":[{"name":"North"}]}}
                """)
    }

    @Test("Criteria name rows of every type by their ids")
    func criteria() throws {
        let portal = try TestPortal(Self.southerners)
        let answer = try portal.answer(
            "{portal(path:\"south\"){contexts{order criteria{salesDirectionIds organizationIds roles userIds}}}}",
            as: TestPortal.admin)
        #expect(
            answer == """
                {"data":{"portal":{"contexts":[{"order":5,"criteria":[{"salesDirectionIds":["U2FsZXNEaXJlY3Rpb246Mg"],\
                "organizationIds":[],"roles":[],"userIds":["UGFydG5lclVzZXI6Mg","QWdlbnQ6MTA"]}]}]}}}
                """)
    }
}
