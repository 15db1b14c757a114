/// One field line, as places in the message.
struct Field {
    let name: Range<Int32>
    let value: Range<Int32>
}

/// The field lines of one request: a table of offsets that is reused from request to request.
struct Fields: ~Copyable {
    private var storage: UnsafeMutablePointer<Field>?
    private var capacity = 0
    private(set) var count = 0

    init() {}

    deinit { storage?.deallocate() }

    var view: UnsafeBufferPointer<Field> { UnsafeBufferPointer(start: storage, count: count) }

    mutating func removeAll() { count = 0 }

    mutating func append(_ field: Field) {
        if count == capacity { grow() }
        guard let storage else { return }
        (storage + count).initialize(to: field)
        count += 1
    }

    private mutating func grow() {
        capacity = max(16, capacity * 2)
        let grown = UnsafeMutablePointer<Field>.allocate(capacity: capacity)
        if let storage {
            grown.moveInitialize(from: storage, count: count)
            storage.deallocate()
        }
        storage = grown
    }
}

extension UnsafeRawBufferPointer {
    /// The bytes at a place that the parser has noted.
    subscript(place: Range<Int32>) -> UnsafeRawBufferPointer { self[in: Int(place.lowerBound)..<Int(place.upperBound)] }
}
