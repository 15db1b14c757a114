import Glibc
import Testing

/// A server that listens on a port of its own.
final class RunningServer {
    let port: UInt16
    /// What it printed until it was ready.
    let greeting: String
    private let process: PorticoProcess

    init(_ arguments: [String], limit: String? = nil, room: [String]? = nil, log: String? = nil) throws {
        process = try PorticoProcess(["serve", "--port", "0"] + arguments, limit: limit, room: room, log: log)
        greeting = process.output(through: "Listening on ")
        let number = greeting.split(separator: "\n").last?.split(separator: ":").last
        guard let port = number.flatMap({ UInt16($0) }) else {
            let outcome = process.outcome()
            throw NotReady(exitCode: outcome.exitCode, errors: outcome.errors)
        }
        self.port = port
    }

    struct NotReady: Error {
        let exitCode: Int32?
        let errors: String
    }

    /// The token that `serve --demo` printed for a role.
    func token(of role: String) throws -> String {
        let account = try #require(greeting.split(separator: "\n\n").first { $0.hasPrefix("\(role): ") })
        return try #require(
            account.split(whereSeparator: { " '".contains($0) }).first { $0.hasPrefix("pt_") }.map(String.init))
    }

    /// The kernel's number of the process.
    var id: pid_t { process.id }

    func client() throws -> Client { try Client(port: port) }

    /// Ends it as an operator would.
    func stop(with signal: Int32 = SIGTERM) -> PorticoProcess.Outcome {
        self.signal(signal)
        return outcome()
    }

    func signal(_ signal: Int32 = SIGTERM) { process.signal(signal) }

    /// How it ended, once it has.
    func outcome() -> PorticoProcess.Outcome { process.outcome() }
}
