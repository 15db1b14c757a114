/// A lexical token: its kind and where it stands.
///
/// <https://spec.graphql.org/September2025/#sec-Language.Source-Text.Lexical-Tokens>
struct Token {
    enum Kind: UInt8 {
        case endOfFile
        case bang, dollar, ampersand, leftParenthesis, rightParenthesis, spread, colon, equals, at
        case leftBracket, rightBracket, leftBrace, pipe, rightBrace
        case name, int, float, string, blockString

        /// What messages call the kind: punctuators in quotation marks, the others by the grammar's names.
        var label: String {
            switch self {
            case .endOfFile: "<EOF>"
            case .bang: "\"!\""
            case .dollar: "\"$\""
            case .ampersand: "\"&\""
            case .leftParenthesis: "\"(\""
            case .rightParenthesis: "\")\""
            case .spread: "\"...\""
            case .colon: "\":\""
            case .equals: "\"=\""
            case .at: "\"@\""
            case .leftBracket: "\"[\""
            case .rightBracket: "\"]\""
            case .leftBrace: "\"{\""
            case .pipe: "\"|\""
            case .rightBrace: "\"}\""
            case .name: "Name"
            case .int: "Int"
            case .float: "Float"
            case .string: "String"
            case .blockString: "BlockString"
            }
        }
    }

    let kind: Kind
    let text: Text
    /// Of a name: the hash its symbol is found by.
    var hash: UInt64 = 0
}
