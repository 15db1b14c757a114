/// Tells whether fields have identical sets of arguments.
///
/// Arguments are spelled out once, however often their field is compared: spelling them takes time in proportion to the
/// source, and comparing takes the same time whatever the values are.
///
/// <https://spec.graphql.org/September2025/#FieldsInSetCanMerge()>
struct ArgumentSets {
    private let document: Document
    /// By the position of the first argument: the number that identical sets share.
    private var numbers: [Int32: Int] = [:]
    private var numberOfSpelling: [ArgumentSpelling: Int] = [:]

    init(of document: Document) { self.document = document }

    /// How many have been spelled out.
    var spelledCount: Int { numbers.count }

    mutating func areIdentical(_ one: Nodes<Argument>, _ other: Nodes<Argument>) -> Bool {
        one.count == other.count && (one.isEmpty || number(of: one) == number(of: other))
    }

    private mutating func number(of arguments: Nodes<Argument>) -> Int {
        if let number = numbers[arguments.first] { return number }
        let spelling = ArgumentSpelling(of: arguments, in: document)
        let number: Int
        if let known = numberOfSpelling[spelling] {
            number = known
        } else {
            number = numberOfSpelling.count
            numberOfSpelling[spelling] = number
        }
        numbers[arguments.first] = number
        return number
    }
}

/// A text of arguments that stays the same when arguments, object fields or the escapes in strings are written differently.
///
/// Block strings are the same as block strings only. Each part says first how long it is, so that two texts are the same only
/// where their parts are.
private struct ArgumentSpelling: Hashable {
    private let document: Document
    private var bytes: [UInt8] = []

    init(of arguments: Nodes<Argument>, in document: Document) {
        self.document = document
        for argument in document[arguments].sorted(by: { $0.name.symbol < $1.name.symbol }) {
            add(":", argument.name.symbol)
            add(argument.value)
        }
    }

    static func == (one: Self, other: Self) -> Bool { one.bytes == other.bytes }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes) }

    private mutating func add(_ value: Value) {
        switch value.content {
        case .variable(let name): add("$", name.symbol)
        case .enumeration(let name): add("e", name.symbol)
        case .int(let text): add("i", document.bytes(of: text))
        case .float(let text): add("f", document.bytes(of: text))
        case .string(let token):
            add(StringLiteral.isBlock(document.bytes(of: token)) ? "b" : "s", document.string(token).utf8)
        case .boolean(let value): add("t", value ? 1 : 0)
        case .null: add("n", 0)
        case .list(let items):
            add("[", items.count)
            for item in document[items] { add(item) }
        case .object(let fields):
            add("{", fields.count)
            for field in document[fields].sorted(by: { $0.name.symbol < $1.name.symbol }) {
                add(":", field.name.symbol)
                add(field.value)
            }
        }
    }

    private mutating func add(_ kind: Unicode.Scalar, _ content: some Collection<UInt8>) {
        add(kind, Int32(truncatingIfNeeded: content.count))
        bytes.append(contentsOf: content)
    }

    private mutating func add(_ kind: Unicode.Scalar, _ number: Int32) {
        bytes.append(contentsOf: "\(kind)\(number);".utf8)
    }
}
