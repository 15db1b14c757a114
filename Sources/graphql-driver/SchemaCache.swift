import GraphQL

/// The last schemas by their text, refused ones included: building one takes longer than asking it something.
struct SchemaCache {
    /// In schemas: callers stay with one for a while.
    private static let capacity = 16

    private var entries: [(source: [UInt8], outcome: Result<Schema, Failure>)] = []

    mutating func schema(_ source: [UInt8]) throws(Failure) -> Schema {
        if let index = entries.firstIndex(where: { $0.source == source }) {
            entries.append(entries.remove(at: index))
        } else {
            if entries.count == Self.capacity { entries.removeFirst() }
            entries.append((source, Self.build(source)))
        }
        return try entries[entries.count - 1].outcome.get()
    }

    private static func build(_ source: [UInt8]) -> Result<Schema, Failure> {
        let document: Document
        do throws(GraphQLError) { document = try Document.parse(source, limits: .typeSystem) } catch {
            return .failure(Failure(errors: [error]))
        }
        do throws(SchemaErrors) { return .success(try Schema(building: document)) } catch {
            return .failure(Failure(errors: error.errors))
        }
    }
}
