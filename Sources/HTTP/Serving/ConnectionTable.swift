/// Names a connection for as long as it lives and nothing afterwards: a slot, and how often the slot had been used before.
struct ConnectionToken: Hashable, Sendable {
    let rawValue: UInt64

    init(rawValue: UInt64) { self.rawValue = rawValue }

    init(slot: Int, generation: UInt32) {
        rawValue = UInt64(generation) << 32 | UInt64(UInt32(truncatingIfNeeded: slot))
    }

    var slot: Int { Int(rawValue & 0xFFFF_FFFF) }

    var generation: UInt32 { UInt32(truncatingIfNeeded: rawValue >> 32) }
}

/// The connections of one event loop, at addresses that do not change.
struct ConnectionTable: ~Copyable {
    private struct Slot {
        var generation: UInt32 = 0
        var connection: UnsafeMutablePointer<Connection>?
    }

    private var slots: [Slot] = []
    private var vacant: [Int] = []
    /// Bytes of memory in the buffers of all connections beyond a share each, as far as they were counted.
    private(set) var held = 0
    /// Bytes above which a connection is `large`.
    private let share: Int
    private let memory: MemoryBudget

    init(share: Int, memory: MemoryBudget) {
        self.share = share
        self.memory = memory
    }

    deinit {
        for slot in slots {
            slot.connection?.deinitialize(count: 1)
            slot.connection?.deallocate()
        }
    }

    var count: Int { slots.count - vacant.count }

    /// Slots, taken or vacant, for walks over all connections.
    var slotCount: Int { slots.count }

    subscript(token: ConnectionToken) -> UnsafeMutablePointer<Connection>? {
        guard token.slot < slots.count, slots[token.slot].generation == token.generation else { return nil }
        return slots[token.slot].connection
    }

    /// The connection in a slot.
    func token(inSlot slot: Int) -> ConnectionToken? {
        slots[slot].connection == nil ? nil : ConnectionToken(slot: slot, generation: slots[slot].generation)
    }

    mutating func insert(_ connection: consuming Connection) -> ConnectionToken {
        let slot = vacant.popLast() ?? slots.count
        if slot == slots.count { slots.append(Slot()) }
        let place = UnsafeMutablePointer<Connection>.allocate(capacity: 1)
        place.initialize(to: connection)
        slots[slot].connection = place
        return ConnectionToken(slot: slot, generation: slots[slot].generation)
    }

    /// Counts the memory of a connection anew.
    mutating func recount(_ connection: UnsafeMutablePointer<Connection>, now: Int) {
        let bytes = max(0, connection.pointee.held - share)
        if bytes != connection.pointee.counted { hold(bytes - connection.pointee.counted) }
        connection.pointee.counted = bytes
        connection.pointee.largeSince = bytes > 0 ? connection.pointee.largeSince ?? now : nil
    }

    private mutating func hold(_ difference: Int) {
        held += difference
        memory.add(difference)
    }

    /// The connections that hold more than a share, those first that have done so for longest.
    var large: [ConnectionToken] {
        var since: [(time: Int, slot: Int)] = []
        for slot in slots.indices {
            if let time = slots[slot].connection?.pointee.largeSince { since.append((time, slot)) }
        }
        since.sort { $0 < $1 }
        return since.compactMap { token(inSlot: $0.slot) }
    }

    /// Closes the connection; its token names nothing from here on.
    mutating func remove(_ token: ConnectionToken) {
        guard let connection = self[token] else { return }
        hold(-connection.pointee.counted)
        connection.deinitialize(count: 1)
        connection.deallocate()
        slots[token.slot].connection = nil
        slots[token.slot].generation &+= 1
        vacant.append(token.slot)
    }
}
