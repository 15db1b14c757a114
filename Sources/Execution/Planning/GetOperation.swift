package import GraphQL

extension Document {
    /// `GetOperation`: the operation that a request asks for.
    ///
    /// <https://spec.graphql.org/September2025/#GetOperation()>
    package func operation(named name: String?) throws(GraphQLError) -> Operation {
        guard let name else {
            guard operations.count == 1 else {
                throw GraphQLError(
                    operations.isEmpty
                        ? "The document has no operation."
                        : "Must provide operation name if query contains multiple operations.",
                    code: .operationNotFound)
            }
            return operations[0]
        }
        for operation in operations {
            if let own = operation.name, text(of: own) == name { return operation }
        }
        throw GraphQLError("Unknown operation named \"\(name)\".", code: .operationNotFound)
    }
}
