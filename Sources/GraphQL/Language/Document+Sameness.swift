extension Document {
    /// Tells whether two values are written the same, but for the order of object fields.
    func isSame(_ one: Value, _ other: Value) -> Bool {
        switch (one.content, other.content) {
        case (.variable(let name), .variable(let otherName)), (.enumeration(let name), .enumeration(let otherName)):
            name.symbol == otherName.symbol
        case (.int(let text), .int(let otherText)), (.float(let text), .float(let otherText)):
            bytes(of: text) == bytes(of: otherText)
        case (.string(let token), .string(let otherToken)):
            bytes(of: token) == bytes(of: otherToken) || areSameStrings(token, otherToken)
        case (.boolean(let value), .boolean(let otherValue)): value == otherValue
        case (.null, .null): true
        case (.list(let items), .list(let otherItems)):
            items.count == otherItems.count && zip(self[items], self[otherItems]).allSatisfy(isSame)
        case (.object(let fields), .object(let otherFields)):
            fields.count == otherFields.count
                && zip(sorted(fields), sorted(otherFields)).allSatisfy {
                    $0.name.symbol == $1.name.symbol && isSame($0.value, $1.value)
                }
        default: false
        }
    }

    /// Block strings are the same as block strings only.
    private func areSameStrings(_ token: Text, _ other: Text) -> Bool {
        StringLiteral.isBlock(bytes(of: token)) == StringLiteral.isBlock(bytes(of: other))
            && string(token).utf8.elementsEqual(string(other).utf8)
    }

    private func sorted(_ fields: Nodes<ObjectField>) -> [ObjectField] {
        self[fields].sorted { $0.name.symbol < $1.name.symbol }
    }
}
