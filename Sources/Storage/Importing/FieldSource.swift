import Foundation

/// Where the value of one field comes from, and what is done to it on the way.
///
/// Exactly one of `column`, `constant` and `generate` says where. Then, in this order: a text that stands for nothing is
/// `missing`, `values` translate it, `spread` picks one of a few, `prefix` is put before it; `default` stands in for what
/// is missing.
struct FieldSource: Equatable, Sendable {
    /// The header of a column; of two columns of that name, the first, with a notice.
    let column: String?
    let constant: String?
    /// A value made from the record's reference, the same each time.
    let generate: Generated?
    /// Translations; null means: as if it were missing, with a notice.
    let values: [String: String?]?
    /// What happens to texts without a translation: `keep` or `refuse` (when there are any translations).
    let otherwise: Otherwise?
    let spread: [String]?
    let prefix: String?
    let `default`: String?
    /// How dates are written, such as `d/M/yyyy H:m`; read as UTC.
    let date: String?
    /// By how much numbers are multiplied, such as 1000000.
    let times: Int?

    enum Otherwise: String, CaseIterable, Sendable { case keep, refuse }
    enum Generated: String, CaseIterable, Sendable { case website, tin, email, name }

    func check(at member: String) throws(ImportError) {
        let origins = [column != nil, constant != nil, generate != nil].filter { $0 }.count
        guard origins == 1 else {
            throw .mapping(member: member, reason: "it needs exactly one of column, constant and generate")
        }
        if let date, DatePattern(date) == nil {
            throw .mapping(member: "\(member).date", reason: "«\(date)» has no y, M and d")
        }
        if let spread, spread.isEmpty { throw .mapping(member: "\(member).spread", reason: "the list is empty") }
        if let times, !(1...1_000_000_000).contains(times) {
            throw .mapping(member: "\(member).times", reason: "it must be from 1 to 1000000000")
        }
    }
}

extension FieldSource: Decodable {
    private enum CodingKeys: String, CodingKey, CaseIterable {
        case column, constant, generate, values, otherwise, spread, prefix, `default`, date, times
    }

    init(from decoder: any Decoder) throws {
        try decoder.refuseUnknownMembers(CodingKeys.allCases.map(\.rawValue))
        let members = try decoder.container(keyedBy: CodingKeys.self)
        column = try members.decodeIfPresent(String.self, forKey: .column)
        constant = try members.decodeIfPresent(String.self, forKey: .constant)
        generate = try members.choiceIfPresent(Generated.self, forKey: .generate)
        values = try members.decodeIfPresent([String: String?].self, forKey: .values)
        otherwise = try members.choiceIfPresent(Otherwise.self, forKey: .otherwise)
        spread = try members.decodeIfPresent([String].self, forKey: .spread)
        prefix = try members.decodeIfPresent(String.self, forKey: .prefix)
        `default` = try members.decodeIfPresent(String.self, forKey: .default)
        date = try members.decodeIfPresent(String.self, forKey: .date)
        times = try members.decodeIfPresent(Int.self, forKey: .times)
    }
}

extension KeyedDecodingContainer {
    /// One of a few words; refused in ours, for a person.
    fileprivate func choiceIfPresent<Choice: RawRepresentable<String> & CaseIterable>(
        _: Choice.Type, forKey key: Key
    ) throws -> Choice? {
        guard let text = try decodeIfPresent(String.self, forKey: key) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        throw ImportError.mapping(
            member: ImportError.member(at: codingPath + [key]), reason: "«\(text)» is none of \(known)")
    }
}
