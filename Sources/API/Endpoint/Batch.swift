import Execution

/// Several requests in one body: a JSON list, as some clients send it.
enum Batch {
    static func isOne(_ body: UnsafeRawBufferPointer) -> Bool {
        body.first { !" \t\n\r".utf8.contains($0) } == UInt8(ascii: "[")
    }

    /// Where the requests stand in the body; nobody has looked at them yet.
    ///
    /// - Parameter limit: The most requests that there may be; with 1, there may be no list.
    static func places(in body: UnsafeRawBufferPointer, limit: Int) throws(MalformedRequest) -> [Range<Int>] {
        guard limit > 1 else { throw MalformedRequest("The body is a list: send one request at a time.") }
        var places: [Range<Int>] = []
        var count = 0
        var reader = JSONReader(body)
        do throws(JSONError) {
            try reader.items { reader throws(JSONError) in
                let place = try reader.rawValue()
                count += 1
                if count <= limit { places.append(place) }
            }
            try reader.end()
        } catch {
            throw MalformedRequest(error, in: "The body")
        }
        guard !places.isEmpty else { throw MalformedRequest("The list has no request.") }
        guard count <= limit else {
            throw MalformedRequest("The list has \(count) requests: send at most \(limit) at a time.")
        }
        return places
    }
}

/// What the requests of one body may use up together.
struct Allowance: Sendable {
    /// Steps of SQLite's machine for each of them.
    let databaseSteps: Int
    /// As many of them as an event loop takes.
    let quickDatabaseSteps: Int
    /// Nodes that are left.
    var cost = Limits.cost
    /// Bytes of answers that are left.
    var responseBytes = Limits.responseBytes

    init(requests: Int) {
        databaseSteps = Limits.databaseSteps / requests
        quickDatabaseSteps = Limits.quickDatabaseSteps / requests
    }
}
