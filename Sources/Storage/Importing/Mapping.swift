// Foundation reads the JSON of mapping files. It is allowed in this folder only.
package import Foundation

/// How the columns of a CSV file become the fields of records: a JSON file.
///
///     { "target": "organizations", "missing": ["", "?"],
///       "fields": { "name": { "column": "account" }, "currency": { "constant": "USD" } } }
package struct Mapping: Equatable, Sendable {
    package let target: Target
    /// Texts that stand for no value at all.
    let missing: Set<String>
    /// Where the value of each field comes from.
    let fields: [String: FieldSource]

    /// What a file is imported as.
    package enum Target: String, CaseIterable, Sendable {
        case organizations, products
        case salesTeams = "sales-teams"
        case registrations
        case caseEvents = "case-events"
    }

    /// Reads a mapping file.
    ///
    /// - Throws: `mapping`, naming the member: unknown, missing or of the wrong type.
    package init(json: Data) throws(ImportError) {
        let file: File
        do { file = try JSONDecoder().decode(File.self, from: json) } catch { throw ImportError(decoding: error) }
        guard let target = Target(rawValue: file.target) else {
            let known = Target.allCases.map(\.rawValue).joined(separator: ", ")
            throw .mapping(member: "target", reason: "«\(file.target)» is none of \(known)")
        }
        self.target = target
        missing = Set(file.missing ?? [""])
        fields = file.fields
        for (name, source) in fields.sorted(by: { $0.key < $1.key }) { try source.check(at: "fields.\(name)") }
    }

    private struct File: Decodable {
        let target: String
        let missing: [String]?
        let fields: [String: FieldSource]

        enum CodingKeys: String, CodingKey, CaseIterable { case target, missing, fields }

        init(from decoder: any Decoder) throws {
            try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.rawValue))
            let members = try decoder.container(keyedBy: CodingKeys.self)
            target = try members.decode(String.self, forKey: .target)
            missing = try members.decodeIfPresent([String].self, forKey: .missing)
            fields = try members.decode([String: FieldSource].self, forKey: .fields)
        }
    }
}

extension Decoder {
    /// JSONDecoder ignores members it does not know; a misspelt one would go unnoticed.
    func refuseUnknownMembers(_ known: [String]) throws {
        let members = try container(keyedBy: AnyMember.self)
        if let unknown = members.allKeys.first(where: { !known.contains($0.stringValue) }) {
            throw ImportError.mapping(
                member: ImportError.member(at: codingPath + [unknown]),
                reason: "no such member; known are \(known.joined(separator: ", "))")
        }
    }
}

/// The name of any member of a JSON object.
private struct AnyMember: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }

    init(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { nil }
}

extension ImportError {
    /// Where something stands in the mapping file, such as `fields.sector.values`.
    static func member(at path: [any CodingKey]) -> String {
        path.isEmpty
            ? "the file" : path.map { $0.intValue.map { "\($0)" } ?? $0.stringValue }.joined(separator: ".")
    }

    /// What JSONDecoder refuses, in words for a person.
    fileprivate init(decoding error: any Error) {
        self =
            switch error {
            case let error as ImportError: error
            case DecodingError.keyNotFound(let key, let context):
                .mapping(member: Self.member(at: context.codingPath + [key]), reason: "it is missing")
            case DecodingError.typeMismatch(let type, let context), DecodingError.valueNotFound(let type, let context):
                .mapping(member: Self.member(at: context.codingPath), reason: "it must be \(Self.kind(of: type))")
            default: .mapping(member: "the file", reason: "it is not JSON, or has a number that is not whole")
            }
    }

    private static func kind(of type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a text"
        case is Int.Type: "a whole number"
        case is any RandomAccessCollection.Type: "a list"
        default: "an object"
        }
    }
}
