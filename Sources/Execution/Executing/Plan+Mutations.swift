package import GraphQL

extension Plan {
    /// The root fields of a mutation by their names in the schema, with those that variables may leave out.
    package var mutationNames: some Sequence<String> { mutations.lazy.map(\.name) }

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
