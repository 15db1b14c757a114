import TestSupport

/// Writes the tokens of a document that the grammar allows, or nearly: some names are keywords where they must not be.
///
/// <https://spec.graphql.org/September2025/#sec-Document>
struct RandomDocument {
    private(set) var tokens: [String] = []
    private var dice: SeededGenerator
    private var depth = 0

    static let punctuators = ["{", "}", "(", ")", "[", "]", ":", "!", "$", "@", "...", "&", "|", "="]
    static let names = [
        "a", "b", "dog", "name", "Dog", "Query", "F", "__typename", "_1", "query", "mutation", "subscription",
        "fragment",
        "on", "type", "input", "extend", "schema", "implements", "repeatable", "directive", "true", "false", "null",
        "scalar", "interface", "union", "enum", "FIELD", "QUERY", "skip", "if", "Boolean", "Int",
        "aNameThatIsLongerThanALineWhichMakesThePrinterPutEvenOneArgumentOnALineOfItsOwnBehindIt",
    ]
    static let numbers = ["0", "-0", "7", "-12", "99999999999999999999", "0.5", "-1.25e-10", "1E+3", "1e999"]
    private static let characters = [
        "a", " ", "é", "😀", "\u{FEFF}", "\u{2028}", "\\n", "\\\"", "\\\\", "\\/", "\\u0041", "\\u{1F600}",
        "\\uD83D\\uDE00",
        "\t", "'", "#", "{", "\\u0000", "\u{7F}",
    ]
    private static let blockCharacters = [
        "a", " ", "  ", "\n", "\r\n", "\r", "\t", "\\\"\"\"", "\\", "\"", "é", "😀", "\\n", "#", "\u{FEFF}",
    ]

    init(_ dice: inout SeededGenerator) {
        self.dice = dice
        for _ in 0..<Int.random(in: 1...3, using: &self.dice) { definition() }
        dice = self.dice
    }

    /// A string token: short, or a block.
    static func string(_ dice: inout SeededGenerator) -> String {
        let isBlock = dice.once(in: 2)
        let quote = isBlock ? "\"\"\"" : "\""
        let content = (0..<Int.random(in: 0...8, using: &dice)).map { _ in
            dice.one(of: isBlock ? blockCharacters : characters)
        }
        return quote + content.joined() + quote
    }

    private mutating func write(_ tokens: String...) { self.tokens += tokens }
    private mutating func name() { write(dice.one(of: Self.names)) }
    private mutating func maybe(_ part: (inout Self) -> Void) { if dice.once(in: 2) { part(&self) } }
    private mutating func description() { if dice.once(in: 4) { write(Self.string(&dice)) } }

    private mutating func some(_ open: String, _ close: String, _ part: (inout Self) -> Void) {
        write(open)
        for _ in 0..<Int.random(in: 1...3, using: &dice) { part(&self) }
        write(close)
    }

    private mutating func separated(by separator: String) {
        maybe { $0.write(separator) }
        name()
        while dice.once(in: 3) {
            write(separator)
            name()
        }
    }

    // MARK: Definitions

    private mutating func definition() {
        switch Int.random(in: 0..<6, using: &dice) {
        case 0: selectionSet()
        case 1: operation()
        case 2: fragment()
        default: typeSystemDefinition()
        }
    }

    private mutating func operation() {
        description()
        write(dice.one(of: ["query", "mutation", "subscription"]))
        maybe { $0.name() }
        if dice.once(in: 3) {
            some("(", ")") { document in
                document.description()
                document.write("$")
                document.inputValue()
            }
        }
        directives()
        selectionSet()
    }

    private mutating func fragment() {
        description()
        write("fragment")
        name()
        write("on")
        name()
        directives()
        selectionSet()
    }

    private mutating func typeSystemDefinition() {
        if dice.once(in: 3) { write("extend") } else { description() }
        let keyword = dice.one(of: ["schema", "scalar", "type", "interface", "union", "enum", "input", "directive"])
        write(keyword)
        if keyword == "directive" { return directiveDefinition() }
        if keyword != "schema" { name() }
        if ["type", "interface"].contains(keyword), dice.once(in: 3) {
            write("implements")
            separated(by: "&")
        }
        directives()
        if dice.once(in: 5) { return }
        switch keyword {
        case "schema":
            some("{", "}") { document in
                document.write(document.dice.one(of: ["query", "mutation", "subscription"]), ":")
                document.name()
            }
        case "type", "interface": some("{", "}") { $0.fieldDefinition() }
        case "union":
            write("=")
            separated(by: "|")
        case "enum":
            some("{", "}") { document in
                document.description()
                document.name()
                document.directives()
            }
        case "input": some("{", "}") { $0.inputValueDefinition() }
        default: break
        }
    }

    private mutating func directiveDefinition() {
        write("@")
        name()
        maybe { $0.some("(", ")") { $0.inputValueDefinition() } }
        maybe { $0.write("repeatable") }
        write("on", "FIELD", "|", "QUERY")
    }

    private mutating func fieldDefinition() {
        description()
        name()
        if dice.once(in: 3) { some("(", ")") { $0.inputValueDefinition() } }
        write(":")
        type()
        directives()
    }

    private mutating func inputValueDefinition() {
        description()
        inputValue()
    }

    private mutating func inputValue() {
        name()
        write(":")
        type()
        if dice.once(in: 3) {
            write("=")
            value()
        }
        directives()
    }

    // MARK: Parts

    private mutating func type() {
        if dice.once(in: 3) {
            write("[")
            type()
            write("]")
        } else {
            name()
        }
        if dice.once(in: 3) { write("!") }
    }

    private mutating func directives() {
        while dice.once(in: 5) {
            write("@")
            name()
            arguments()
        }
    }

    private mutating func arguments() {
        guard dice.once(in: 3) else { return }
        some("(", ")") { document in
            document.name()
            document.write(":")
            document.value()
        }
    }

    private mutating func value() {
        depth += 1
        defer { depth -= 1 }
        switch Int.random(in: 0..<(depth > 5 ? 4 : 6), using: &dice) {
        case 0: name()
        case 1: write(dice.one(of: Self.numbers))
        case 2: write(Self.string(&dice))
        case 3:
            write("$")
            name()
        case 4:
            write("[")
            while dice.once(in: 2) { value() }
            write("]")
        default:
            write("{")
            while dice.once(in: 2) {
                name()
                write(":")
                value()
            }
            write("}")
        }
    }

    private mutating func selectionSet() {
        depth += 1
        defer { depth -= 1 }
        some("{", "}") { $0.selection() }
    }

    private mutating func selection() {
        switch Int.random(in: 0..<6, using: &dice) {
        case 0:
            write("...")
            name()
            directives()
        case 1 where depth < 6:
            write("...")
            maybe { document in
                document.write("on")
                document.name()
            }
            directives()
            selectionSet()
        default:
            name()
            maybe { document in
                document.write(":")
                document.name()
            }
            arguments()
            directives()
            if depth < 6, dice.once(in: 3) { selectionSet() }
        }
    }
}
