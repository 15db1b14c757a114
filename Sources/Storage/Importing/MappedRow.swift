import Portal

/// A mapping laid over the header of one file.
struct MappedColumns {
    /// A field's source, with its column found and its pattern read.
    struct Field {
        let source: FieldSource
        let column: Int?
        let pattern: DatePattern?
    }

    let fields: [String: Field]
    let missing: Set<String>
    /// Fields whose column's name is that of others too: the first of them is taken.
    let ambiguous: [(field: String, column: String)]

    /// - Throws: `mapping` for a column that the file does not have, a field that the target does not know, one that it
    ///   needs, and a reference that is made up: other values are made from it.
    init(
        _ mapping: Mapping, header: CSVRow, known: [String], required: [String], reference: String
    ) throws(ImportError) {
        if let absent = required.first(where: { mapping.fields[$0] == nil }) {
            throw .mapping(member: "fields.\(absent)", reason: "it is missing")
        }
        if mapping.fields[reference]?.generate != nil {
            throw .mapping(
                member: "fields.\(reference).generate", reason: "it tells the records apart, so the file must have it")
        }
        let columns = Dictionary(grouping: 0..<header.count) { header.text($0) ?? "" }
        var fields: [String: Field] = [:]
        var ambiguous: [(field: String, column: String)] = []
        for (name, source) in mapping.fields.sorted(by: { $0.key < $1.key }) {
            guard known.contains(name) else {
                let list = known.joined(separator: ", ")
                throw .mapping(member: "fields.\(name)", reason: "no such field; known are \(list)")
            }
            if let column = source.column, columns[column] == nil {
                throw .mapping(member: "fields.\(name).column", reason: "the file has no column «\(column)»")
            }
            let positions = source.column.flatMap { columns[$0] } ?? []
            if let column = source.column, positions.count > 1 { ambiguous.append((name, column)) }
            fields[name] = Field(
                source: source, column: positions.first, pattern: source.date.flatMap(DatePattern.init))
        }
        self.fields = fields
        self.ambiguous = ambiguous
        missing = mapping.missing
    }
}

/// One row seen through its mapping.
struct MappedRow {
    let row: CSVRow
    let columns: MappedColumns
    /// The value of the target's reference field; generated values are made from it.
    let reference: String

    init(_ row: CSVRow, _ columns: MappedColumns, referenceField: String) throws(RowError) {
        let reference = try MappedRow(row: row, columns: columns, reference: "").required(referenceField)
        self.init(row: row, columns: columns, reference: reference)
    }

    private init(row: CSVRow, columns: MappedColumns, reference: String) {
        (self.row, self.columns, self.reference) = (row, columns, reference)
    }

    var line: Int { row.line }

    func refusal(_ field: String?, _ reason: String) -> RowError {
        .refused(RefusedRow(line: line, field: field, reason: reason))
    }

    /// The text of a field after all translations; nil when it is missing or not mapped.
    func text(_ name: String) throws(RowError) -> String? {
        guard let field = columns.fields[name] else { return nil }
        let source = field.source
        if let generated = source.generate { return GeneratedValue.text(generated, from: reference, source.prefix) }
        var text = source.constant
        if let column = field.column {
            guard let found = row.text(column) else { throw refusal(name, "the text is not UTF-8") }
            text = columns.missing.contains(found) ? nil : found
        }
        text = try translated(text, name, source)
        if let spread = source.spread, let chosen = text {
            text = spread[Int(GeneratedValue.number(from: chosen) % UInt64(max(1, spread.count)))]
        }
        return text.map { (source.prefix ?? "") + $0 } ?? source.default
    }

    private func translated(_ text: String?, _ name: String, _ source: FieldSource) throws(RowError) -> String? {
        guard let text, let values = source.values else { return text }
        if let translation = values[text] { return translation }
        guard source.otherwise == .keep else { throw refusal(name, "«\(text)» has no translation") }
        return text
    }

    /// Whether a text was translated to nothing on purpose: worth a notice.
    func isTranslatedToNothing(_ name: String) -> String? {
        guard let field = columns.fields[name], let column = field.column, let text = row.text(column),
            let values = field.source.values, case .some(.none) = values[text]
        else { return nil }
        return text
    }

    func required(_ name: String) throws(RowError) -> String {
        guard let text = try text(name) else { throw refusal(name, "a value is required") }
        return text
    }

    /// A value of an enum of the schema.
    func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _: Choice.Type
    ) throws(RowError) -> Choice? where Choice.RawValue == String {
        guard let text = try text(name) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            throw refusal(name, "«\(text)» is none of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        }
        return choice
    }

    func integer(_ name: String) throws(RowError) -> Int64? {
        guard let text = try text(name) else { return nil }
        guard let number = Int64(text) else { throw refusal(name, "«\(text)» is not a whole number") }
        return number
    }

    /// A decimal number in ten-thousandths.
    func decimal(_ name: String) throws(RowError) -> Int64? {
        guard let text = try text(name) else { return nil }
        let number = try value(name) { () throws(Refusal) in try Decimal(text) }
        let (product, overflow) = number.scaled.multipliedReportingOverflow(
            by: Int64(columns.fields[name]?.source.times ?? 1))
        guard !overflow else { throw refusal(name, "«\(text)» is too large") }
        return product
    }

    /// An instant, by the field's pattern or else as RFC 3339 has it.
    func instant(_ name: String) throws(RowError) -> Timestamp? {
        guard let text = try text(name) else { return nil }
        guard let pattern = columns.fields[name]?.pattern else {
            return try value(name) { () throws(Refusal) in try Timestamp(text) }
        }
        guard let instant = pattern.instant(text) else {
            throw refusal(name, "«\(text)» is no date of the form \(columns.fields[name]?.source.date ?? "")")
        }
        return instant
    }

    /// The address that a text is: that of a field, or what was made from it.
    func address(_ name: String, _ text: String) throws(RowError) -> EmailAddress {
        try value(name) { () throws(Refusal) in try EmailAddress(text) }
    }

    /// What a value type makes of a text; its refusal becomes the row's.
    func value<Result>(_ name: String, _ make: () throws(Refusal) -> Result) throws(RowError) -> Result {
        do { return try make() } catch { throw refusal(name, error.message) }
    }
}

/// Values for what a file does not have, made from a record's reference: the same on every run.
enum GeneratedValue {
    static func text(_ kind: FieldSource.Generated, from reference: String, _ prefix: String?) -> String {
        let slug = slug(reference)
        return switch kind {
        case .website: "https://\(slug).example"
        case .email: "\(slug)@\(prefix ?? "imported.example")"
        case .name: "\(prefix ?? "Unnamed") \(reference)"
        case .tin: taxNumber(from: reference)
        }
    }

    /// FNV-1a, 64 bits.
    static func number(from text: String) -> UInt64 {
        text.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    /// Lower-case ASCII letters, digits and hyphens.
    static func slug(_ text: String) -> String {
        let words = text.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        return words.isEmpty ? "n\(number(from: text) % 1_000_000)" : words.joined(separator: "-")
    }

    /// Ten digits with a fitting check digit.
    private static func taxNumber(from reference: String) -> String {
        let start = String(100_000_000 + number(from: reference) % 900_000_000)
        return (0...9).lazy.map { start + String($0) }
            .first { (try? TaxNumber($0))?.check(country: nil) == .valid } ?? start
    }
}
