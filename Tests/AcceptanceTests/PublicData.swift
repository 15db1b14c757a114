import Foundation
import Portal
import SQLite
import Storage
import TestSupport
import Testing

/// Public data sets that are not part of the project, and the mappings that the project has for them.
enum PublicData {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
    private static let folder = root.appending(path: "../shared/data").standardizedFileURL
    static let incidents = folder.appending(path: "uci-incident/incident_event_log.csv.gz").path()

    /// Mapping and file of a sales pipeline, each after those that it refers to.
    static let pipeline = [
        ("accounts", "accounts"), ("products", "products"), ("sales-teams", "sales_teams"),
        ("pipeline", "sales_pipeline"),
    ].map { (mapping: $0, file: folder.appending(path: "maven-crm/\($1).csv").path()) }

    static let hasPipeline = pipeline.allSatisfy { FileManager.default.fileExists(atPath: $0.file) }
    static let hasIncidents = FileManager.default.fileExists(atPath: incidents)

    static func mapping(_ name: String) -> String {
        root.appending(path: "Tests/StorageTests/Mappings/\(name).json").path()
    }
}

/// A database that the real program fills, and then serves.
struct PublicPortal: ~Copyable {
    private let directory: TemporaryDirectory
    private let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("portico.db")
    }

    func take(_ mapping: String, _ file: String) throws {
        try portico("import", PublicData.mapping(mapping), file)
    }

    /// Unpacks a file of gzip before it is taken, all of it or its first lines.
    ///
    /// - Returns: How many different values its first column has.
    @discardableResult
    func takePacked(_ mapping: String, _ file: String, lines: Int = .max) throws -> Int? {
        let unpacked = directory.file("unpacked.csv")
        _ = try Shell.run("gzip -dc '\(file)' | head -n \(lines) > '\(unpacked)'")
        try take(mapping, unpacked)
        let count = try Shell.run("tail -n +2 '\(unpacked)' | cut -d, -f1 | sort -u | wc -l")
        return Int(count.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Adds an account, and says how it signs in.
    func add(_ role: Role, _ options: String...) throws -> String {
        let login = "\(role.rawValue.lowercased())@portal.example"
        try portico("user", "add", login, "--name", "Robin Reader", "--role", role.rawValue, options: options)
        return login
    }

    func serve() throws -> RunningServer { try RunningServer(["--data", path]) }

    func caller(_ login: String, of server: RunningServer) throws -> Caller {
        Caller(port: server.port, token: try portico("user", "token", login))
    }

    /// How the agent signs in who has the most cases on the desk.
    func busiestAgent() throws -> String {
        let connection = try Database(path: path).connectForReading()
        var rows = try connection.prepare(
            """
            SELECT login FROM credential JOIN support_case ON assigned_agent_id = actor_id
            GROUP BY login ORDER BY count(*) DESC, login LIMIT 1
            """
        ).rows()
        try #require(try rows.step())
        return rows.text(0)
    }

    /// How the partners' people sign in, by their names.
    func logins(of role: Role) throws -> [String: String] {
        let connection = try Database(path: path).connectForReading()
        var rows = try connection.prepare(
            """
            SELECT actor.display_name, login FROM credential JOIN partner_user ON partner_user.id = actor_id
            JOIN actor ON actor.id = actor_id WHERE role = ?1
            """
        ).rows(.text(role.rawValue))
        var logins: [String: String] = [:]
        while try rows.step() { logins[rows.text(0)] = rows.text(1) }
        return logins
    }

    @discardableResult
    private func portico(_ arguments: String..., options: [String] = []) throws -> String {
        let outcome = try PorticoProcess.run(arguments + options + ["--data", path])
        try #require(outcome.exitCode == 0, "\(arguments): \(outcome.errors)")
        return outcome.output.trimmingCharacters(in: .newlines)
    }
}

/// Serves the sales pipeline while the tests of a suite run.
struct ServingPipeline: SuiteTrait, TestScoping {
    /// The team of the seller with the most deals.
    static let team = "Melvin Marxen"

    /// Somebody of each role.
    @TaskLocal static var callers: [Role: Caller] = [:]
    /// The supervisors by name.
    @TaskLocal static var supervisors: [String: Caller] = [:]

    func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
    ) async throws {
        let portal = try PublicPortal()
        for (mapping, file) in PublicData.pipeline { try portal.take(mapping, file) }
        let added = [
            Role.admin: try portal.add(.admin), .agent: try portal.add(.agent),
            .integration: try portal.add(.integration, "--partner", "Team \(Self.team)"),
        ]
        let sellers = try portal.logins(of: .partnerUser)
        let leaders = try portal.logins(of: .partnerSupervisor)
        let server = try portal.serve()
        let supervisors = try leaders.mapValues { try portal.caller($0, of: server) }
        var callers = try added.mapValues { try portal.caller($0, of: server) }
        let seller = try #require(sellers["Darcel Schlecht"])
        callers[.partnerUser] = try portal.caller(seller, of: server)
        callers[.partnerSupervisor] = supervisors[Self.team]
        try await Self.$callers.withValue(callers) {
            try await Self.$supervisors.withValue(supervisors) { try await function() }
        }
        #expect(server.stop().exitCode == 0)
    }
}

extension Trait where Self == ServingPipeline {
    static var servingPipeline: Self { Self() }
}
