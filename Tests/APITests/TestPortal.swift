import CAssets
import Execution
import GraphQL
import Portal
import SQLite
import Storage

@testable import API

/// A small portal that answers queries from memory: Ares works in the direction North, Zeus in South.
struct TestPortal: ~Copyable {
    static let now = Timestamp(milliseconds: 1_700_000_000_000)

    static let user = Viewer(actorID: 2, partnerID: 1, role: .partnerUser, rights: PortalModule.standardRights)
    static let supervisor = Viewer(
        actorID: 4, partnerID: 1, role: .partnerSupervisor, rights: PortalModule.standardRights)
    static let other = Viewer(actorID: 5, partnerID: 2, role: .partnerUser, rights: PortalModule.standardRights)
    static let integration = Viewer(actorID: 6, partnerID: 1, role: .integration, rights: [.registrationsRead])
    static let agent = Viewer(actorID: 10, partnerID: 0, role: .agent, rights: [])
    static let admin = Viewer(actorID: 13, partnerID: 0, role: .admin, rights: [])

    let connection: Connection
    private let schema: BoundSchema

    /// - Parameter changes: SQL that makes the sample what the test needs.
    init(_ changes: String = "") throws { try self.init(over: try Self.open(changes)) }

    /// A portal over a database that somebody else has filled.
    init(over connection: consuming Connection) throws {
        let text = UnsafeRawBufferPointer(start: asset_schema.bytes, count: asset_schema.count)
        schema = try BoundSchema(sdl: Array(text))
        self.connection = connection
    }

    static func open(_ changes: String = "") throws -> Connection {
        let connection = try Connection(path: ":memory:")
        try connection.execute("PRAGMA foreign_keys = ON")
        try Migrations.migrator.migrate(connection)
        try SignedAddress.addFunction(to: connection)
        try connection.transaction { db in
            try db.execute(sample + changes)
        }
        return connection
    }

    /// The response to a query: data and errors.
    ///
    /// What it may cost nobody asks here: that is the endpoint's.
    func answer(_ query: String, as viewer: Viewer) throws -> String {
        let prepared = PreparedPlan(try plan(of: query, for: viewer.role))
        var executor = Executor()
        executor.output.raw("{\"data\":")
        executor.run(prepared, .none, viewer.context(at: Self.now), on: connection)
        executor.finish(prepared.plan, requestID: "r1", estimated: 0)
        let answer = String(decoding: executor.output.bytes, as: UTF8.self)
        return Self.withoutExtensions(answer)
    }

    /// The request's id tells a test nothing, and the cost has tests of its own.
    static func withoutExtensions(_ response: String) -> String {
        String(response.split(separator: #","extensions":{"requestId":"#, maxSplits: 1)[0]) + "}"
    }

    func sources(for role: Role) -> Sources { schema.share(of: role).sources }

    /// A query as it is compiled for a role.
    func plan(of query: String, for role: Role) throws -> Plan {
        let share = schema.share(of: role)
        let document = try Document.parse(Array(query.utf8))
        let valid = try validate(document, against: schema.schema, view: share.view)
        var compiler = PlanCompiler(
            valid, document.operations[0], schema.schema, sources: share.sources, access: share.access, view: share.view
        )
        return try compiler.compile()
    }

    /// Everything but records.
    static let sample = people + portals + customers

    private static let people = """
        INSERT INTO sales_direction (id, name) VALUES (1, 'North'), (2, 'South');
        INSERT INTO partner_organization (id, name, created_at, updated_at) VALUES (1, 'Ares', 0, 0), (2, 'Zeus', 0, 0);
        INSERT INTO partner_direction VALUES (1, 1), (2, 2);
        INSERT INTO actor (id, kind, display_name, partner_id) VALUES
            (2, 'PARTNER_USER', 'Uma User', 1), (4, 'PARTNER_USER', 'Sam Supervisor', 1),
            (5, 'PARTNER_USER', 'Otto Other', 2), (6, 'INTEGRATION', 'Ares CRM', 1),
            (10, 'AGENT', 'Anna Agent', NULL), (13, 'AGENT', 'Ada Admin', NULL);
        INSERT INTO partner_user (id, partner_id, role, first_name, last_name, email, created_at, updated_at) VALUES
            (2, 1, 'PARTNER_USER', 'Uma', 'User', 'uma@ares.example', 0, 0),
            (4, 1, 'PARTNER_SUPERVISOR', 'Sam', 'Supervisor', 'sam@ares.example', 0, 0),
            (5, 2, 'PARTNER_USER', 'Otto', 'Other', 'otto@zeus.example', 0, 0);
        INSERT INTO integration_account (id, partner_id, created_at) VALUES (6, 1, 0);
        INSERT INTO agent (id, role, email, created_at) VALUES
            (10, 'AGENT', 'anna@vendor.example', 0), (13, 'ADMIN', 'ada@vendor.example', 0);
        INSERT INTO agent_direction VALUES (10, 1);
        """

    private static let portals = """
        INSERT INTO portal (id, sales_direction_id, path_name, title, active, created_at, updated_at) VALUES
            (1, 1, 'north', 'North', 1, 0, 0), (2, 2, 'south', 'South', 1, 0, 0);
        INSERT INTO portal_section (portal_id, module, title, position) VALUES
            (1, 'REGISTRATIONS', 'Deals of yours', 2), (1, 'CASES', 'Help', 1), (2, 'CASES', 'Cases', 1);
        INSERT INTO user_criteria (id, name) VALUES (1, 'Southerners');
        INSERT INTO user_criteria_direction VALUES (1, 2);
        INSERT INTO user_criteria_user VALUES (1, 2), (1, 10);
        """

    private static let customers = """
        INSERT INTO organization
            (id, name, name_key, name_core, website, website_key, tin, tin_check, created_at, updated_at) VALUES
            (1, 'Acme LLC', 'acme llc', 'acme', 'https://acme.example', 'acme.example', '7707083893', 'VALID', 0, 0),
            (2, 'Acme GmbH', 'acme gmbh', 'acme', 'https://shop.acme.example', 'shop.acme.example', NULL, NULL, 0, 0),
            (3, 'Bolt', 'bolt', 'bolt', NULL, NULL, NULL, NULL, 0, 0);
        """
}
