import CAssets
import Execution
import GraphQL
import Portal

@testable import API

/// schema.graphql, as it is compiled in, and what a role may use of it.
enum Declared {
    static var source: [UInt8] { Array(UnsafeBufferPointer(start: asset_schema.bytes, count: asset_schema.count)) }

    static func schema() throws -> Schema {
        try Schema(building: try Document.parse(source, limits: .typeSystem), scalars: Scalars.coercions)
    }
}
