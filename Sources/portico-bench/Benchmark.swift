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
            if options.data == nil { for suffix in ["", "-wal", "-shm", "-lock"] { unlink(data + suffix) } }
        }
        try makeData(data)
        try measureInProcess(data)
        try measureServers(data)
    }

    private func makeData(_ path: String) throws {
        let isThere = access(path, F_OK) == 0
        // Opening brings a file of an older layout up to date.
        let served = try ServedDatabase(path: path)
        if isThere { return }
        say("Writing \(YardstickData.cases) cases and \(YardstickData.comments) comments to \(path) …")
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

    /// A server and what it is asked.
    private struct Candidate {
        let name: String
        let server: ServerProcess
        let requests: [[UInt8]]
        /// Which candidate it is compared with.
        let bound: Int?
        /// CPU microseconds per request, of each round.
        var figures: [Double] = []
    }

    private func measureServers(_ data: String) throws {
        let portico = try ServerProcess(Self.neighbour("portico")) { port in
            ["serve", "--data", data, "--port", port, "--loops", "1", "--rate-limit", "0"]
        }
        let bound = try options.bound.map { try Bound(folder: $0, copy: "portico-bench-\(getpid())-bound.db") }
        defer { bound?.remove() }
        var candidates: [Candidate] = []
        var bounds: [YardstickData.Reach: Int] = [:]
        for account in YardstickData.accounts {
            let requests = try Yardstick.requests(of: account, port: portico.port)
            if let bound, bounds[account.reach] == nil {
                bounds[account.reach] = candidates.count
                candidates.append(
                    Candidate(
                        name: "bound (\(account.reach))", server: try bound.serve(account.reach), requests: requests,
                        bound: nil))
            }
            candidates.append(
                Candidate(
                    name: account.role.rawValue, server: portico, requests: requests, bound: bounds[account.reach]))
        }
        let small = Yardstick.request("{ __typename }", variables: "{}", YardstickData.accounts[0].token)
        candidates.append(Candidate(name: "{ __typename }", server: portico, requests: [small], bound: nil))

        // Fills the caches, of plans and of pages.
        for candidate in candidates { _ = try measure(candidate, seconds: 1) }
        say("CPU microseconds per request (user and system), \(Yardstick.connections) connections:")
        for round in 1...options.rounds {
            for index in candidates.indices {
                candidates[index].figures.append(try measure(candidates[index], seconds: options.seconds))
            }
            report("round \(round)", candidates) { $0.figures[round - 1] }
        }
        report("median", candidates) { $0.figures.sorted()[$0.figures.count / 2] }
    }

    /// CPU microseconds per request.
    private func measure(_ candidate: Candidate, seconds: Int) throws -> Double {
        var load = try Load(
            port: candidate.server.port, connections: Yardstick.connections, candidate.requests)
        let before = try candidate.server.processorTime()
        let answered = try load.run(seconds: seconds)
        return (try candidate.server.processorTime() - before) / Double(answered)
    }

    /// One line: each figure, and how it compares with the bound over the same rows.
    private func report(_ title: String, _ candidates: [Candidate], _ figure: (Candidate) -> Double) {
        let parts = candidates.map { candidate in
            let ratio = candidate.bound.map { " (× \(rounded(figure(candidate) / figure(candidates[$0]), 2)))" }
            return "\(candidate.name) \(rounded(figure(candidate)))\(ratio ?? "")"
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
