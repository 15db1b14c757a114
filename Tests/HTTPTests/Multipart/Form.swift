@testable import HTTP

/// What a reader makes of a multipart body.
struct Form: Equatable {
    struct Part: Equatable {
        let head: PartHead
        var content: [UInt8] = []
    }

    var parts: [Part] = []
    /// How the body ended, if it was not well.
    var failure: MultipartReader.Failure?

    /// Reads pieces one after another, as they come in.
    init(_ pieces: [ArraySlice<UInt8>], boundary: String = "b", partLimit: Int = 5) {
        guard let boundary = Boundary(boundary) else { return }
        var reader = MultipartReader(boundary: boundary, partLimit: partLimit)
        do {
            var hasEnded = false
            for piece in pieces {
                try piece.withUnsafeBytes { piece in
                    var rest = piece
                    while let event = try reader.read(&rest) { hasEnded = take(event) || hasEnded }
                }
            }
            try reader.finish()
            if !hasEnded { parts = [] }
        } catch { failure = error as? MultipartReader.Failure }
    }

    init(_ body: [UInt8], step: Int = .max, boundary: String = "b", partLimit: Int = 5) {
        let starts = stride(from: 0, to: body.count, by: min(step, max(1, body.count)))
        self.init(starts.map { body[$0...].prefix(step) }, boundary: boundary, partLimit: partLimit)
    }

    /// - Returns: Whether that was the end.
    private mutating func take(_ event: MultipartReader.Event) -> Bool {
        switch event {
        case .part(let head): parts.append(Part(head: head))
        case .data(let data): parts[parts.count - 1].content += data
        case .end: return true
        }
        return false
    }
}

extension Boundary {
    init?(_ boundary: String) {
        let isRead = withBytes("multipart/form-data; boundary=\"\(boundary)\"") { MediaType($0).flatMap(Boundary.init) }
        guard let isRead else { return nil }
        self = isRead
    }
}
