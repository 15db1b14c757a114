import Execution
import GraphQL

/// The id by which a client knows an operation on a connection that it shares with others.
package enum OperationID {
    /// The member `operationId` of the request's `extensions`; nil if there is none, or no text of 1 to 128 bytes.
    package static func find(in body: UnsafeRawBufferPointer) -> String? {
        var reader = JSONReader(body)
        var extensions: InputValue?
        do throws(JSONError) {
            try reader.members { (name, reader) throws(JSONError) in
                if name == "extensions" { extensions = try reader.value() } else { _ = try reader.rawValue() }
            }
        } catch { return nil }
        guard case .object(let members) = extensions,
            case .string(let id) = members.first(where: { $0.name == "operationId" })?.value
        else { return nil }
        return valid(id)
    }

    /// The id, if it is one: no longer than anyone would have it.
    package static func valid(_ id: String) -> String? { 1...128 ~= id.utf8.count ? id : nil }
}
