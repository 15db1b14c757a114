import API
import Glibc
import HTTP
import Portal
import Storage

extension Verb {
    static let serve = Verb(
        name: "serve", arguments: [], summary: "Serves the portal; also what portico does without a verb.",
        options: [.demo, .data, .port, .host, .uds, .loops, .httpStatus, .batch, .trusted, .trustedOnly, .printConfig]
    ) { options in
        let serve = try Serve(options)
        guard options.isGiven(.printConfig) else { return try serve.run() }
        for line in serve.configuration { Terminal.say(line) }
    }
}

/// One run of the server, from its settings to its end.
struct Serve {
    private let fillsWithDemo: Bool
    private let data: Setting
    private let host: Setting
    private let port: Setting
    private let portNumber: UInt16
    private let uds: Setting
    private let loops: Setting
    private let loopCount: Int
    private let httpStatus: Setting
    private let statuses: StatusProfile
    private let batch: Setting
    private let batchLimit: Int
    private let trusted: TrustedDocuments
    private let log = Log(.live)

    init(_ options: Options) throws(Failure) {
        fillsWithDemo = options.isGiven(.demo)
        data = options.setting(.data)
        host = options.setting(.host)
        port = options.setting(.port)
        guard let number = UInt16(port.value) else {
            throw Failure(.usage, "\(port.origin): «\(port.value)» is no port: give a number from 0 to 65535")
        }
        portNumber = number
        uds = options.setting(.uds)
        if options.isGiven(.uds), let other = [Option.host, .port].first(where: options.isGiven) {
            throw Failure(.usage, "\(other.name) does not go with --uds: leave one of them out")
        }
        loops = options.setting(.loops)
        guard let count = Int(loops.value), 1...256 ~= count else {
            throw Failure(.usage, "\(loops.origin): «\(loops.value)» loops cannot be: give a number from 1 to 256")
        }
        loopCount = count
        httpStatus = options.setting(.httpStatus)
        guard let statuses = StatusProfile(rawValue: httpStatus.value) else {
            throw Failure(
                .usage, "\(httpStatus.origin): «\(httpStatus.value)» is no set of statuses: give field or draft")
        }
        self.statuses = statuses
        batch = options.setting(.batch)
        guard let limit = Int(batch.value), (1...100).contains(limit) else {
            throw Failure(.usage, "\(batch.origin): «\(batch.value)» requests cannot be: give a number from 1 to 100")
        }
        batchLimit = limit
        trusted = try TrustedDocuments(options)
    }

    /// Every setting with its origin, a line each.
    var configuration: [String] {
        let uds = listensOnSocket ? uds : Setting(value: "(none)", origin: uds.origin)
        let data = usesTemporaryData ? Setting(value: "(temporary)", origin: Option.demo.name) : data
        return [
            ("data", data), ("host", host), ("port", port), ("uds", uds), ("loops", loops), ("http-status", httpStatus),
            ("batch", batch), ("trusted", trusted.folder), ("trusted-only", trusted.isOnly),
        ]
        .map { name, setting in name.padded(to: 13) + setting.value.padded(to: 24) + setting.origin }
    }

    private var listensOnSocket: Bool { !uds.value.isEmpty }

    private var usesTemporaryData: Bool { fillsWithDemo && data.isStandard }

    /// Serves until a signal ends it.
    ///
    /// The address comes before the database: a server that cannot listen leaves no file behind.
    func run() throws {
        let portal = try BoundSchema(sdl: Portico.schema)
        let documents = try trusted.read(for: portal)
        let server = try bind()
        guard usesTemporaryData else { return try serve(data.value, portal, documents, on: server) }
        let directory = try TemporaryDirectory()
        defer { directory.remove() }
        try serve(directory.database.path, portal, documents, on: server)
    }

    private func bind() throws(ServerError) -> Server {
        var configuration = Server.Configuration()
        configuration.host = host.value
        configuration.port = portNumber
        configuration.socket = listensOnSocket ? uds.value : nil
        configuration.loops = loopCount
        configuration.watchesSignals = true
        return try Server(configuration)
    }

    private func serve(
        _ path: String, _ portal: BoundSchema, _ documents: PersistedDocuments, on server: Server
    ) throws {
        let served = try ServedDatabase(path: path)
        let database = served.database
        let accounts = fillsWithDemo ? try fill(database) : []
        let report: FailureReport = { [log] in log.write(.error, $1, ["requestId": $0]) }
        let writer = try MutationWriter(database, report: report) { server.news() }
        let shared = ReservationRoute(reservations: Reservations(.live))
        try server.run(onReady: { announce(accounts, server.port, path) }) { [statuses, batchLimit] _ in
            let endpoint = try Endpoint(
                portal, database, writer: writer, .live, documents: documents, batchLimit: batchLimit, report: report)
            return Router(endpoint, GraphQLRoute(statuses: statuses, shared: shared))
        }
        writer.stop()
        log.write(.info, "stopped")
    }

    private func fill(_ database: Database) throws -> [Demo.Account] {
        let connection = try database.connectForWriting()
        guard try connection.isEmptyPortal() else {
            throw Failure(
                .configuration,
                "\(database.path) has data already, and --demo only fills a new file: leave --demo out, or name another --data"
            )
        }
        let accounts = try Demo.fill(connection, .live)
        try connection.analyze()
        return accounts
    }

    private func announce(_ accounts: [Demo.Account], _ port: UInt16, _ path: String) {
        let network = "http://\(host.value.contains(":") ? "[\(host.value)]" : host.value):\(port)"
        let address = listensOnSocket ? "unix:\(uds.value)" : network
        log.write(.info, "started", ["version": Portico.version, "address": address, "data": path])
        let quoted = uds.value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
        let curl = listensOnSocket ? "--unix-socket '\(quoted)' http://localhost" : network
        if !accounts.isEmpty { Terminal.say(page: Demo.introduction(of: accounts, at: curl)) }
        Terminal.say("Listening on \(address)")
    }
}
