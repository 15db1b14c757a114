import Glibc
import Portal
import SQLite
import Storage

/// The whole benchmark: its data, its servers, its rounds and its report.
struct Benchmark {
    private let options: Options

    init(_ options: Options) { self.options = options }

    func run() throws {
        let data = options.data ?? "portico-bench-\(getpid()).db"
        defer {
            if options.data == nil { for suffix in ["", "-wal", "-shm"] { unlink(data + suffix) } }
        }
        try makeData(data)
        try measureInProcess(data)
        try measureServers(data)
    }

    private func makeData(_ path: String) throws {
        if access(path, F_OK) == 0 { return }
        say("Writing \(YardstickData.cases) cases and \(YardstickData.comments) comments to \(path) …")
        let served = try ServedDatabase(path: path)
        try YardstickData.fill(try served.database.connectForWriting())
    }

    /// What a request costs before its plan is known, without a network.
    private func measureInProcess(_ path: String) throws {
        let engine = try InProcess(path)
        say("Parsing schema.graphql: \(rounded(try engine.parsedMegabytesPerSecond())) MB/s")
        let (miss, new, hit) = try engine.planCacheMiss()
        say(
            "Yardstick query, no network: \(rounded(hit)) µs with its plan, \(rounded(miss)) µs more to make the plan, "
                + "\(rounded(new)) µs more if its SQL is new too")
    }

    private func measureServers(_ data: String) throws {
        let portico = try ServerProcess(Self.neighbour("portico")) { port in
            ["serve", "--data", data, "--port", port, "--loops", "1"]
        }
        var candidates: [(name: String, server: ServerProcess, requests: [[UInt8]])] = []
        let bound = try options.bound.map { folder in
            try ServerProcess("\(folder)/bound") { ["serve", $0, "1", "join", "\(folder)/yard.db"] }
        }
        for account in YardstickData.accounts {
            let requests = try Yardstick.requests(of: account, port: portico.port)
            if let bound, candidates.isEmpty { candidates.append(("bound", bound, requests)) }
            candidates.append((account.role.rawValue, portico, requests))
        }
        let small = Yardstick.request("{ __typename }", variables: "{}", YardstickData.accounts[0].token)
        candidates.append(("{ __typename }", portico, [small]))

        // Fills the caches, of plans and of pages.
        for (_, server, requests) in candidates {
            var load = try Load(port: server.port, connections: Yardstick.connections, requests)
            _ = try load.run(seconds: 1)
        }
        say("CPU microseconds per request (user and system), \(Yardstick.connections) connections:")
        var figures = [[Double]](repeating: [], count: candidates.count)
        for round in 1...options.rounds {
            for (index, candidate) in candidates.enumerated() {
                let (_, server, requests) = candidate
                var load = try Load(port: server.port, connections: Yardstick.connections, requests)
                let before = try server.processorTime()
                let answered = try load.run(seconds: options.seconds)
                figures[index].append((try server.processorTime() - before) / Double(answered))
            }
            report("round \(round)", candidates.map(\.name), figures.map { $0[round - 1] })
        }
        report("median", candidates.map(\.name), figures.map { $0.sorted()[$0.count / 2] })
    }

    /// One line: each figure, and how it compares with the bound.
    private func report(_ title: String, _ names: [String], _ figures: [Double]) {
        let bound = names.first == "bound" ? figures.first : nil
        let parts = zip(names, figures).map { name, figure in
            let ratio = bound.map { name == "bound" || name.hasPrefix("{") ? "" : " (× \(rounded(figure / $0, 2)))" }
            return "\(name) \(rounded(figure))\(ratio ?? "")"
        }
        say("  \(title): " + parts.joined(separator: " · "))
    }

    /// A program that was built beside this one.
    private static func neighbour(_ name: String) throws -> String {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &path, path.count)
        let own = path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
        guard let slash = own.lastIndex(of: UInt8(ascii: "/")) else { throw BenchmarkFailure("where am I?") }
        return String(decoding: own[...slash], as: UTF8.self) + name
    }
}

/// Writes a line at once, so that a long run can be watched.
func say(_ line: String, on descriptor: Int32 = STDOUT_FILENO) {
    let bytes = Array((line + "\n").utf8)
    _ = write(descriptor, bytes, bytes.count)
}

private func rounded(_ figure: Double, _ places: Int = 1) -> String {
    let scale = places == 1 ? 10.0 : 100.0
    return String((figure * scale).rounded() / scale)
}
