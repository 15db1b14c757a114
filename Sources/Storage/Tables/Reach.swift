import Portal

/// How far an agent's work reaches.
enum Reach {
    /// The rows of the agent's sales directions, of their own and their reports' desks, and of their teams.
    ///
    /// Each list of keys is made once per statement. The unary plus keeps SQLite from gathering the three unsorted and
    /// sorting them: a list walks the index of its order and tests each row.
    static func agent(of row: String, owner: String, group: String?) -> String {
        let ofGroup =
            group.map {
                """

                 OR +\(row).\($0) IN (SELECT group_id FROM agent_group_member WHERE agent_id = \(Parameter.viewer))
                """
            } ?? ""
        return """
            (+\(row).sales_direction_id IN
                (SELECT sales_direction_id FROM agent_direction WHERE agent_id = \(Parameter.viewer))
             OR +\(row).\(owner) IN
                (SELECT id FROM agent WHERE id = \(Parameter.viewer) OR manager_id = \(Parameter.viewer))\(ofGroup))
            """
    }
}
