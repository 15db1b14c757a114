/// The unambiguous name of one element of a schema.
///
/// <https://spec.graphql.org/September2025/#sec-Schema-Coordinates>
package enum SchemaCoordinate: Hashable, Sendable, CustomStringConvertible {
    /// `Case`
    case type(String)
    /// A field, an input field or an enum value: `Case.title`, `CaseFilter.status`, `Role.AGENT`
    case member(of: String, String)
    /// `Query.cases(first:)`
    case argument(of: String, field: String, String)
    /// `@allow`
    case directive(String)
    /// `@allow(roles:)`
    case directiveArgument(of: String, String)

    package var description: String {
        switch self {
        case .type(let name): name
        case .member(let type, let name): "\(type).\(name)"
        case .argument(let type, let field, let name): "\(type).\(field)(\(name):)"
        case .directive(let name): "@\(name)"
        case .directiveArgument(let directive, let name): "@\(directive)(\(name):)"
        }
    }
}
