import CAssets
import Execution
import GraphQL
import Portal

@testable import API

/// schema.graphql, as it is compiled in, and what a role may use of it.
enum Declared {
    static func schema() throws -> Schema {
        let text = UnsafeRawBufferPointer(start: asset_schema.bytes, count: asset_schema.count)
        return try Schema(building: try Document.parse(Array(text), limits: .typeSystem), scalars: Scalars.coercions)
    }
}
