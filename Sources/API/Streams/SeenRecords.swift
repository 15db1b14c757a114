/// The records that a stream has told of lately, so that it can tell when one is lost.
///
/// Two sets: when the newer is full, it takes the place of the older, which is forgotten.
struct SeenRecords {
    private var newer: Set<Int64>
    private var older: Set<Int64> = []
    private let capacity: Int

    init(_ records: Set<Int64> = [], capacity: Int = StreamLimits.seenRecords) {
        newer = records
        self.capacity = capacity
    }

    func contains(_ record: Int64) -> Bool { newer.contains(record) || older.contains(record) }

    mutating func insert(_ record: Int64) {
        if newer.count >= capacity, !newer.contains(record) {
            older = newer
            newer.removeAll(keepingCapacity: true)
        }
        newer.insert(record)
    }

    mutating func remove(_ record: Int64) {
        newer.remove(record)
        older.remove(record)
    }
}
