import Execution
import Glibc
import Portal

/// What happens, on stderr: for people on a terminal, else one JSON object a line.
///
/// It never gets to see variables, tokens or bodies.
struct Log: Sendable {
    enum Level: String { case info, error }

    private let isForPeople = isatty(STDERR_FILENO) == 1
    private let now: @Sendable () -> Timestamp

    init(_ environment: Environment) { now = environment.now }

    func write(_ level: Level, _ message: String, _ particulars: KeyValuePairs<String, String> = [:]) {
        if isForPeople {
            Terminal.complain(line(message, particulars))
        } else {
            Terminal.record(json: json(level, message, particulars))
        }
    }

    private func line(_ message: String, _ particulars: KeyValuePairs<String, String>) -> String {
        ([now().text, message] + particulars.map { "\($0.key)=\($0.value)" }).joined(separator: " ")
    }

    private func json(_ level: Level, _ message: String, _ particulars: KeyValuePairs<String, String>) -> String {
        var output = JSONOutput(capacity: 256)
        output.raw("{")
        let members = [("time", now().text), ("level", level.rawValue), ("message", message)]
        for (index, member) in (members + particulars.map { ($0.key, $0.value) }).enumerated() {
            if index > 0 { output.raw(",") }
            output.string(member.0)
            output.raw(":")
            output.string(member.1)
        }
        output.raw("}")
        return output.text
    }
}
