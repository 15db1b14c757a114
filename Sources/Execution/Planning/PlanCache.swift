import Glibc

/// Prepared plans by document, operation name and role: one loop's own.
///
/// The key is the query exactly as its bytes stand in the request, so that a hit unescapes nothing. Only valid documents
/// are kept. The least recently used plan goes when there are too many, or when they are too large together.
package struct PlanCache: ~Copyable {
    /// The most plans, and the most bytes that they may take together.
    package static let maximumCount = 1000
    package static let maximumBytes = 32 << 20
    /// The most bytes of one plan; a larger one is made anew for each request.
    package static let maximumPlanBytes = maximumBytes / 8

    private final class Entry {
        let query: [UInt8]
        let operationName: String?
        let role: Int
        let plan: PreparedPlan
        /// Roughly what the entry takes, in bytes.
        let weight: Int
        var lastUse: UInt64

        init(query: [UInt8], operationName: String?, role: Int, plan: PreparedPlan, lastUse: UInt64) {
            self.query = query
            self.operationName = operationName
            self.role = role
            self.plan = plan
            self.lastUse = lastUse
            weight = query.count + plan.plan.weight
        }
    }

    private var entries: [UInt64: Entry] = [:]
    private var bytes = 0
    private var uses: UInt64 = 0
    private let seed: UInt64

    /// - Parameter seed: Random, so that nobody can send documents that share a hash.
    package init(seed: UInt64) { self.seed = seed }

    package mutating func plan(
        for query: UnsafeRawBufferPointer, operationName: String?, role: Int
    ) -> PreparedPlan? {
        guard let entry = entries[hash(query, operationName, role)], entry.role == role,
            entry.operationName == operationName, entry.query.count == query.count, let start = query.baseAddress,
            memcmp(entry.query, start, query.count) == 0
        else { return nil }
        uses += 1
        entry.lastUse = uses
        return entry.plan
    }

    package mutating func insert(
        _ plan: PreparedPlan, for query: UnsafeRawBufferPointer, operationName: String?, role: Int
    ) {
        uses += 1
        let entry = Entry(
            query: Array(query), operationName: operationName, role: role, plan: plan, lastUse: uses)
        guard entry.weight <= Self.maximumPlanBytes else { return }
        if let former = entries.updateValue(entry, forKey: hash(query, operationName, role)) {
            bytes -= former.weight
        }
        bytes += entry.weight
        while entries.count > Self.maximumCount || bytes > Self.maximumBytes { removeLeastRecentlyUsed() }
    }

    private mutating func removeLeastRecentlyUsed() {
        guard let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
        bytes -= oldest.value.weight
        entries[oldest.key] = nil
    }

    /// Multiplies and folds eight bytes at a time.
    private func hash(_ query: UnsafeRawBufferPointer, _ operationName: String?, _ role: Int) -> UInt64 {
        var hash = mix(seed ^ UInt64(truncatingIfNeeded: role), UInt64(truncatingIfNeeded: query.count))
        var index = 0
        while index + 8 <= query.count {
            hash = mix(hash, query.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        while index < query.count {
            hash = mix(hash, UInt64(query[index]))
            index += 1
        }
        for byte in (operationName ?? "").utf8 { hash = mix(hash, UInt64(byte)) }
        return hash
    }

    @inline(__always)
    private func mix(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let product = (a ^ 0x9E37_79B9_7F4A_7C15).multipliedFullWidth(by: b ^ seed ^ 0xD6E8_FEB8_6659_FD93)
        return product.high ^ product.low
    }
}
