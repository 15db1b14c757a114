package import GraphQL

/// Why a field was refused when its arguments were looked at: a stable code, a plain sentence and its particulars.
package struct FieldRefusal: Error, Equatable, Sendable {
    package let code: String
    package let message: String
    /// More members of `extensions`.
    package let details: [Detail]
    /// Where in the document it stands; empty where it is the field itself.
    package private(set) var locations: [SourceLocation] = []

    package struct Detail: Equatable, Sendable {
        package enum Value: Equatable, Sendable, CustomStringConvertible {
            case text(String)
            case number(Int64)
            case texts([String])

            package var description: String {
                switch self {
                case .text(let text): text
                case .number(let number): "\(number)"
                case .texts(let texts): "\(texts)"
                }
            }
        }

        package let name: String
        package let value: Value

        package init(_ name: String, _ text: String) {
            self.name = name
            value = .text(text)
        }

        package init(_ name: String, _ number: Int64) {
            self.name = name
            value = .number(number)
        }

        init(_ name: String, _ texts: [String]) {
            self.name = name
            value = .texts(texts)
        }
    }

    package init(code: String, message: String, details: [Detail] = []) {
        self.code = code
        self.message = message
        self.details = details
    }

    /// Whether more was asked for than one request may: by whoever asks it.
    package var isExcess: Bool { [Self.tooCostly.code, GraphQLError.Code.tooManyConditions.rawValue].contains(code) }

    func at(_ locations: SourceLocation...) -> FieldRefusal { at(locations) }

    func at(_ locations: [SourceLocation]) -> FieldRefusal {
        var located = self
        located.locations = locations
        return located
    }
}
