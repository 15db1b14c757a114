/// A place in a document: line and column count from 1, columns in Unicode scalars.
///
/// <https://spec.graphql.org/September2025/#sec-Errors.Error-Result-Format>
package struct SourceLocation: Hashable, Sendable {
    package let line: Int
    package let column: Int
    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

/// Something wrong with the client's document or variables, found before anything runs.
package struct GraphQLError: Error, Hashable, Sendable {
    /// The stable code in `extensions.code`.
    package enum Code: String, Sendable {
        case parseFailed = "GRAPHQL_PARSE_FAILED"
        case validationFailed = "GRAPHQL_VALIDATION_FAILED"
        case badUserInput = "BAD_USER_INPUT"
        case operationNotFound = "OPERATION_NOT_FOUND"
        case tooDeep = "QUERY_TOO_DEEP"
        case tooLarge = "QUERY_TOO_LARGE"
        case nameTooLong = "QUERY_NAME_TOO_LONG"
        case tooManyOperations = "QUERY_TOO_MANY_OPERATIONS"
        case tooManyAliases = "QUERY_TOO_MANY_ALIASES"
        case tooManyRootFields = "QUERY_TOO_MANY_ROOT_FIELDS"
        case tooManyFields = "QUERY_TOO_MANY_FIELDS"
        case tooManyDirectives = "QUERY_TOO_MANY_DIRECTIVES"
        case tooManyConditions = "QUERY_TOO_MANY_CONDITIONS"
        case tooComplex = "QUERY_TOO_COMPLEX"
        case schemaInvalid = "SCHEMA_INVALID"
    }

    /// The most places that one error points at: finding each reads the source up to it.
    package static let maximumLocations = 20

    package let message: String
    package let locations: [SourceLocation]
    package let code: Code

    /// The longest message, in Unicode scalars: whatever it is put together from, an answer stays small.
    private static let longestMessage = 10_000

    package init(_ message: String, at locations: [SourceLocation] = [], code: Code) {
        self.message = message.shortened(to: Self.longestMessage)
        self.locations = locations
        self.code = code
    }
}
