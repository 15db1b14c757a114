import Glibc

/// The plan that is being walked: its arrays without their reference counts, and what keeps them.
struct Walk: ~Copyable {
    let tables: PlanTables
    let prepared: PreparedPlan

    init(_ prepared: PreparedPlan) {
        tables = prepared.tables
        self.prepared = prepared
    }
}

/// The arrays of a plan that are read for every row, copied to memory that stays where it is until `deallocate`.
struct PlanTables {
    let fields: UnsafeBufferPointer<FieldPlan>
    let selections: UnsafeBufferPointer<SelectionPlan>
    let values: UnsafeBufferPointer<FieldPlan>
    let guards: UnsafeBufferPointer<GuardPlan>
    let items: UnsafeBufferPointer<ItemPlan>
    let polymorphs: UnsafeBufferPointer<Extent>
    let polymorphTypes: UnsafeBufferPointer<PolymorphPlan>
    let identifiers: UnsafeBufferPointer<IdentifierPlan>
    let bytes: UnsafeBufferPointer<UInt8>

    init(_ plan: borrowing Plan) {
        fields = Self.copy(plan.fields)
        selections = Self.copy(plan.selections)
        values = Self.copy(plan.values)
        guards = Self.copy(plan.guards)
        items = Self.copy(plan.items)
        polymorphs = Self.copy(plan.polymorphs)
        polymorphTypes = Self.copy(plan.polymorphTypes)
        identifiers = Self.copy(plan.identifiers)
        bytes = Self.copy(plan.bytes)
    }

    func deallocate() {
        fields.deallocate()
        selections.deallocate()
        values.deallocate()
        guards.deallocate()
        items.deallocate()
        polymorphs.deallocate()
        polymorphTypes.deallocate()
        identifiers.deallocate()
        bytes.deallocate()
    }

    @inline(__always)
    func slice(_ start: Int32, _ count: Int32) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(rebasing: bytes[Int(start)..<Int(start) + Int(count)])
    }

    @inline(__always)
    subscript(extent: Extent) -> UnsafeBufferPointer<UInt8> { slice(extent.first, extent.count) }

    /// Trivial elements only: nothing is deinitialized.
    private static func copy<Element: BitwiseCopyable>(_ array: [Element]) -> UnsafeBufferPointer<Element> {
        let memory = UnsafeMutableBufferPointer<Element>.allocate(capacity: array.count)
        _ = memory.initialize(from: array)
        return UnsafeBufferPointer(memory)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether both hold the same bytes.
    @inline(__always)
    func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count, let one = baseAddress, let another = other.baseAddress else { return false }
        return memcmp(one, another, count) == 0
    }
}
