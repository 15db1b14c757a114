package import GraphQL

extension Plan {
    /// The root fields of a mutation by their names in the schema, with those that variables may leave out.
    package var mutationNames: some Sequence<String> { mutations.lazy.map(\.name) }

    /// Looks at all that can be refused before any of its mutations is carried out.
    ///
    /// - Returns: How long they take, in bytes of text that is written.
    /// - Throws: What reading their answers would be refused for; and when they would write so much that others had to wait.
    package func checkMutations(_ variables: VariableValues) throws(FieldRefusal) -> Int {
        try checkLists(variables)
        let mutations = mutations(with: variables)
        let bytes = mutations.reduce(0) { $0 + InputValue.object($1.arguments).textLength }
        guard bytes <= Limits.writtenBytes else {
            throw FieldRefusal(
                code: "QUERY_TOO_COSTLY",
                message: "The mutations of a request may write \(Limits.writtenBytes) bytes of text: ask in parts.")
        }
        return bytes + (1 + mutations.count) * Limits.mutationLength
    }

    /// The root fields that the variables let in, in the order in which they are carried out, with their arguments; without
    /// those whose arguments are refused, which are not carried out.
    package func mutations(
        with variables: VariableValues
    ) -> [(name: String, arguments: [InputObjectField])] {
        guard operation == .mutation, root.rows < 0 else { return [] }
        let selection = selections[Int(root.selection)]
        return fields[Int(selection.first)..<Int(selection.first + selection.count)].compactMap { field in
            guard field.kind == .mutation,
                field.inclusion < 0 || inclusions[Int(field.inclusion)].holds(variables)
            else { return nil }
            let mutation = mutations[Int(field.first)]
            do throws(FieldRefusal) { return (mutation.name, try mutation.arguments.values(variables)) } catch {
                return nil
            }
        }
    }
}

extension InputValue {
    /// Bytes of all texts in it.
    fileprivate var textLength: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .list(let items): items.reduce(0) { $0 + $1.textLength }
        case .object(let fields): fields.reduce(0) { $0 + $1.value.textLength }
        default: 0
        }
    }
}
