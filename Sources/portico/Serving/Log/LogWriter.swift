import API
import Execution
import GraphQL
import HTTP
import Portal

/// Turns an entry into a line: for people, or a JSON object.
///
/// Each request is written on the loop that answers it: what names it is put together without a `String`.
struct LogWriter: ~Copyable {
    private(set) var output = JSONOutput(capacity: 1024)
    private let isForPeople: Bool

    init(isForPeople: Bool) { self.isForPeople = isForPeople }

    mutating func write(_ entry: LogEntry) {
        switch entry.subject {
        case .event(let message, let particulars):
            begin(entry, message)
            for (name, value) in particulars { text(name, value) }
        case .request(let request):
            begin(entry, "request")
            write(request)
        }
        output.raw(isForPeople ? "\n" : "}\n")
    }

    private mutating func begin(_ entry: LogEntry, _ message: String) {
        if isForPeople { return raw("\(entry.time.text) \(message.onOneLine)") }
        output.raw("{\"time\":")
        output.dateTime(entry.time.milliseconds)
        word("level", entry.level == .error ? "error" : "info")
        text("message", message)
    }

    private mutating func write(_ request: AnsweredRequest) {
        let summary = request.summary
        hexadecimal("requestId", summary.id.number)
        hexadecimal("traceId", request.trace.trace.low, after: request.trace.trace.high)
        hexadecimal("spanId", request.trace.span)
        if let method = request.method { word("method", method) }
        if let path = request.path { text("path", path) }
        number("status", Int64(request.status.rawValue))
        milliseconds("ms", request.nanoseconds)
        number("bytes", Int64(request.bytes))
        if let operation = summary.operation { text("operation", operation.rawValue) }
        if let name = summary.operationName, name != summary.operation?.rawValue { text("operationName", name) }
        if let hash = summary.documentHash { hexadecimal("documentHash", UInt64(hash), digits: 8) }
        if let viewer = summary.viewer {
            text("role", viewer.role.rawValue)
            if viewer.role != .anonymous { number("actor", viewer.actorID) }
        }
        if let cost = summary.estimatedCost { number("estimatedCost", cost) }
        if let cost = summary.cost {
            number("cost", cost)
            number("sqlCount", Int64(summary.reading.statements))
            number("rows", Int64(summary.reading.rows))
            milliseconds("sqlMs", summary.nanoseconds)
        }
        if summary.operation != nil { word("plan", summary.isCacheHit ? "known" : "new") }
        if !summary.codes.isEmpty { list("codes", summary.codes) }
    }

    // MARK: Members

    private mutating func name(_ name: StaticString) {
        output.raw(isForPeople ? " " : ",\"")
        output.raw(name)
        output.raw(isForPeople ? "=" : "\":")
    }

    private mutating func text(_ name: StaticString, _ value: String) {
        self.name(name)
        if isForPeople { raw(value.onOneLine) } else { output.string(value) }
    }

    /// A text that needs no escape.
    private mutating func word(_ name: StaticString, _ value: StaticString) {
        self.name(name)
        quote()
        output.raw(value)
        quote()
    }

    private mutating func number(_ name: StaticString, _ value: Int64) {
        self.name(name)
        output.integer(value)
    }

    /// With three decimal places.
    private mutating func milliseconds(_ name: StaticString, _ nanoseconds: Int64) {
        let (whole, rest) = (max(0, nanoseconds) / 1000).quotientAndRemainder(dividingBy: 1000)
        number(name, whole)
        output.byte(UInt8(ascii: "."))
        for place in [100, 10, 1] { output.integer(rest / Int64(place) % 10) }
    }

    private mutating func hexadecimal(
        _ name: StaticString, _ number: UInt64, digits: Int = 16, after high: UInt64? = nil
    ) {
        self.name(name)
        quote()
        if let high { output.hexadecimal(high, digits: digits) }
        output.hexadecimal(number, digits: digits)
        quote()
    }

    private mutating func quote() {
        if !isForPeople { output.byte(UInt8(ascii: "\"")) }
    }

    private mutating func list(_ name: StaticString, _ values: [String]) {
        if isForPeople { return text(name, values.joined(separator: ",")) }
        self.name(name)
        for (index, value) in values.enumerated() {
            output.raw(index == 0 ? "[" : ",")
            output.string(value)
        }
        output.raw("]")
    }

    private mutating func raw(_ text: String) { output.raw(Array(text.utf8)) }
}
