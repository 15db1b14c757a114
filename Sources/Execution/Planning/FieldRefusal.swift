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
        package let name: String
        package let value: String
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(code: String, message: String, details: [Detail] = []) {
        self.code = code
        self.message = message
        self.details = details
    }

    func at(_ locations: SourceLocation...) -> FieldRefusal { at(locations) }

    func at(_ locations: [SourceLocation]) -> FieldRefusal {
        var located = self
        located.locations = locations
        return located
    }
}
