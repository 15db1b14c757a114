import GraphQL

extension Plan {
    /// Looks at the arguments of all lists that may be read: what they ask for in vain is refused before a mutation
    /// runs, not after it, and before a subscription waits for events.
    ///
    /// - Throws: What reading such a list would be refused for.
    package func checkLists(_ variables: VariableValues) throws(FieldRefusal) {
        var waiting = root.rows < 0 ? [root.selection] : selections(ofItem: root.selection)
        while let next = waiting.popLast() {
            let selection = selections[Int(next)]
            for index in Int(selection.first)..<Int(selection.first + selection.count) {
                let field = fields[index]
                if field.inclusion >= 0, !inclusions[Int(field.inclusion)].holds(variables) { continue }
                if [.first, .list, .connection].contains(field.kind) {
                    do { try checkList(rows[Int(field.first)], variables) } catch {
                        throw error.locations.isEmpty
                            ? error.at(locations(of: index, variables, in: SourceLocations(document))) : error
                    }
                }
                waiting += selections(below: field)
            }
        }
    }

    private func checkList(_ rows: RowsPlan, _ variables: VariableValues) throws(FieldRefusal) {
        let arguments = try RowsArguments(rows, variables)
        let order = rows.resolvedOrder(arguments.shape)
        _ = try arguments.places(Cursor.fingerprint(rows.select.table, order), order)
    }

    private func selections(below field: FieldPlan) -> [Int32] {
        switch field.kind {
        case .object, .connection, .pageEdges: [field.second]
        case .polymorph: selections(ofPolymorph: field.second)
        case .first, .list, .pageNodes, .edgeNode: selections(ofItem: field.second)
        case .mutation: selections(ofItem: mutations[Int(field.first)].item)
        default: []
        }
    }

    private func selections(ofItem index: Int32) -> [Int32] {
        let item = items[Int(index)]
        if item.polymorph >= 0 { return selections(ofPolymorph: item.polymorph) }
        return item.selection >= 0 ? [item.selection] : []
    }

    private func selections(ofPolymorph index: Int32) -> [Int32] {
        let types = polymorphs[Int(index)]
        return polymorphTypes[Int(types.first)..<Int(types.first + types.count)].map(\.selection)
    }
}
