import Execution
import GraphQL
import Portal

/// Where the files of a multipart request belong in its variables: the field `map` of
/// <https://github.com/jaydenseric/graphql-multipart-request-spec>.
struct FileMap: Sendable {
    /// What stands in the variables in place of each part's file, by the part's name: nobody else can know it.
    let handles: [String: String]
    private let places: [(path: [String], handle: String)]

    /// - Parameter nonce: Foreseen by nobody, for this request only.
    init(_ json: UnsafeRawBufferPointer, nonce: String) throws(MalformedRequest) {
        var reader = JSONReader(json)
        let value: InputValue
        do throws(JSONError) {
            value = try reader.value()
            try reader.end()
        } catch { throw MalformedRequest(error, in: "The map") }
        guard case .object(let members) = value, (1...AttachmentRule.maximumPerRecord).contains(members.count) else {
            throw MalformedRequest("The map must name 1 to \(AttachmentRule.maximumPerRecord) files.")
        }
        var handles: [String: String] = [:]
        var places: [(path: [String], handle: String)] = []
        for (index, member) in members.enumerated() {
            let handle = "\(nonce)/\(index)"
            guard handles.updateValue(handle, forKey: member.name) == nil, case .list(let paths) = member.value else {
                throw MalformedRequest("The map must have each file once, with a list of places.")
            }
            for path in paths {
                guard case .string(let text) = path, text.hasPrefix("variables.") else {
                    throw MalformedRequest("A place in the map must be such as \"variables.file\".")
                }
                let names = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().map(String.init)
                places.append((names, handle))
            }
        }
        self.handles = handles
        self.places = places
    }

    /// Puts the handles where the files belong: each place must be null, as a file is in JSON.
    func apply(to variables: inout [InputObjectField]) throws(MalformedRequest) {
        for (path, handle) in places {
            let whole = InputValue.object(variables)
            guard case .object(let filled)? = Self.put(handle, at: path[...], in: whole) else {
                throw MalformedRequest("A place in the map is not null in the variables.")
            }
            variables = filled
        }
    }

    /// Nil if there is no such place; variables are no deeper than a path can lead.
    private static func put(_ handle: String, at path: ArraySlice<String>, in value: InputValue) -> InputValue? {
        guard let name = path.first else { return value == .null ? .file(handle) : nil }
        let rest = path.dropFirst()
        switch value {
        case .object(var fields):
            guard let index = fields.firstIndex(where: { $0.name == name }),
                let filled = put(handle, at: rest, in: fields[index].value)
            else { return nil }
            fields[index] = InputObjectField(name, filled)
            return .object(fields)
        case .list(var items):
            guard let index = Int(name), items.indices.contains(index),
                let filled = put(handle, at: rest, in: items[index])
            else { return nil }
            items[index] = filled
            return .list(items)
        default: return nil
        }
    }
}
