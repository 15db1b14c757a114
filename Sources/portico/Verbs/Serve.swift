import API
import Glibc
import HTTP
import Portal
import Storage

extension Verb {
    static let serve = Verb(
        name: "serve", arguments: [], summary: "Serves the portal; also what portico does without a verb.",
        options: [
            .demo, .data, .port, .host, .uds, .trustedProxy, .loops, .httpStatus, .batch, .rateLimit, .corsOrigin,
            .trusted, .trustedOnly, .log, .printConfig,
        ]
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
    private let trustedProxy: Setting
    private let proxies: TrustedProxies
    private let loops: Setting
    private let loopCount: Int
    private let httpStatus: Setting
    private let statuses: StatusProfile
    private let batch: Setting
    private let batchLimit: Int
    private let corsOrigin: Setting
    private let crossSite: CrossSite
    private let rateLimit: Setting
    private let rates: RateLimits?
    private let trusted: TrustedDocuments
    private let log: Setting
    private let logDetail: Log.Detail

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
        trustedProxy = options.setting(.trustedProxy)
        proxies = try TrustedProxies(trustedProxy)
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
        corsOrigin = options.setting(.corsOrigin)
        crossSite = try CrossSite(corsOrigin)
        rateLimit = options.setting(.rateLimit)
        guard let nodes = Int64(rateLimit.value), nodes == 0 || RateLimits.range.contains(nodes) else {
            throw Failure(
                .usage,
                "\(rateLimit.origin): «\(rateLimit.value)» nodes a minute cannot be: give a number from"
                    + " \(RateLimits.range.lowerBound) to \(RateLimits.range.upperBound), or 0 for no limit")
        }
        rates = nodes == 0 ? nil : RateLimits(viewer: nodes)
        trusted = try TrustedDocuments(options)
        log = options.setting(.log)
        guard let detail = Log.Detail(rawValue: log.value) else {
            throw Failure(.usage, "\(log.origin): «\(log.value)» is no choice of lines: give all or errors")
        }
        logDetail = detail
    }

    /// Every setting with its origin, a line each.
    var configuration: [String] {
        let uds = listensOnSocket ? uds : Setting(value: "(none)", origin: uds.origin)
        let proxies = trustedProxy.value.isEmpty ? "(none)" : trustedProxy.value
        let data = usesTemporaryData ? Setting(value: "(temporary)", origin: Option.demo.name) : data
        return [
            ("data", data), ("host", host), ("port", port), ("uds", uds),
            ("trusted-proxy", Setting(value: proxies, origin: trustedProxy.origin)),
            ("loops", loops), ("http-status", httpStatus), ("batch", batch), ("rate-limit", rateLimit),
            ("cors-origin", corsOrigin), ("trusted", trusted.folder), ("trusted-only", trusted.isOnly), ("log", log),
        ]
        .map { name, setting in name.padded(to: 14) + setting.value.padded(to: 24) + setting.origin }
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
        configuration.proxies = proxies
        configuration.watchesSignals = true
        return try Server(configuration)
    }

    private func serve(
        _ path: String, _ portal: BoundSchema, _ documents: PersistedDocuments, on server: Server
    ) throws {
        let served = try ServedDatabase(path: path)
        let database = served.database
        let accounts = fillsWithDemo ? try fill(database) : []
        let demo = fillsWithDemo ? DemoAccounts(accounts) : nil
        let log = try Log(.live, logDetail)
        defer { log.stop() }
        let report: FailureReport = { log.write(.error, $1, ["requestId": $0]) }
        let metrics = Metrics(loops: loopCount)
        let writer = try MutationWriter(database, report: report) { jobs in
            metrics.committed(jobs: jobs)
            server.news()
        }
        let entityTags = EntityTags(.live)
        let shared = ReservationRoute(reservations: Reservations(.live))
        let passwords = try PasswordDesk(database, writer: writer, .live)
        let makeEndpoint: @Sendable (RateLimits?, SlowLane?) throws -> Endpoint = { [batchLimit] rates, lane in
            try Endpoint(
                portal, database, writer: writer, passwords: passwords, .live, documents: documents,
                entityTags: entityTags, batchLimit: batchLimit, rates: rates, lane: lane, report: report)
        }
        let lane = try SlowLane { try makeEndpoint(nil, nil) }
        let desk = try AttachmentDesk(database, writer: writer, .live)
        let queues: MetricsPage.Queues = [
            "writer": { writer.waiting }, "slow": { lane.waiting }, "files": { desk.waiting },
            "passwords": { passwords.waiting }, "log": { log.scribe.waiting },
        ]
        let page = MetricsPage(metrics, server.traffic, queues, log, database)
        do {
            // However it ends: the last to let go of the desk could be its own thread, which cannot wait for itself.
            defer {
                desk.stop()
                lane.stop()
                passwords.stop()
                writer.stop()
            }
            try server.run(onReady: { announce(accounts, server.port, path, log) }) {
                [statuses, crossSite, rates, memory = server.memory] loop in
                let endpoint = try makeEndpoint(rates, lane)
                return Router(
                    endpoint, GraphQLRoute(statuses: statuses, shared: shared, crossSite: crossSite),
                    desk, demo, Chronicle(log, metrics.requests[loop], .live), page, memory, .live)
            }
        }
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
        let accounts = try Demo.fill(connection, FileDirectory(beside: database), .live)
        try connection.analyze()
        return accounts
    }

    private func announce(_ accounts: [Demo.Account], _ port: UInt16, _ path: String, _ log: Log) {
        let network = "http://\(host.value.contains(":") ? "[\(host.value)]" : host.value):\(port)"
        let address = listensOnSocket ? "unix:\(uds.value)" : network
        log.write(.info, "started", ["version": Portico.version, "address": address, "data": path])
        let quoted = uds.value.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
        let curl = listensOnSocket ? "--unix-socket '\(quoted)' http://localhost" : network
        if !accounts.isEmpty { Terminal.say(page: Demo.introduction(of: accounts, at: curl)) }
        Terminal.say("Listening on \(address)")
    }
}
