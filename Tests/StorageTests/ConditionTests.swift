import Portal
import SQLite
import Storage
import Testing

@Suite("Conditions in SQL")
struct ConditionTests {
    @Test(
        "Values are parameters, and every condition stands in brackets where it has to",
        arguments: [
            (.all([]), "true", []),
            (.any([]), "false", []),
            (.all([.isTrue(.active), .isFalse(.active)]), "(c.active = 1 AND c.active = 0)", []),
            (
                .any([.isNull(.email), .all([.isPresent(.email), .isPresent(.phone)])]),
                "(c.email IS NULL OR (c.email IS NOT NULL AND c.phone IS NOT NULL))", []
            ),
            (.not(.isNull(.email)), "NOT coalesce(c.email IS NULL, false)", []),
            (.compares(.id, .equal, .integer(7)), "c.id = ?1", [.integer(7)]),
            (.compares(.email, .same, .null), "c.email IS ?1", [.null]),
            (.compares(.email, .different, .text("a@b")), "c.email IS NOT ?1", [.text("a@b")]),
            (.among(.id, [.integer(7), .integer(8)]), "c.id IN (?1, ?2)", [.integer(7), .integer(8)]),
            (.among(.id, []), "c.id IN ()", []),
            (.contains(.email, "'"), "includes(c.email, fold(?1))", [.text("'")]),
            (
                .begins(.email, with: "ann"), "(c.email >= ?1 AND c.email < ?2)",
                [.text("ann"), .text("ann\u{10FFFF}")]
            ),
            (
                .refers(.id, to: [7, 8], Target(AgentTable.self, for: .admin)), "c.id IN (?1, ?2)",
                [.integer(7), .integer(8)]
            ),
            (
                .refers(.id, to: [7], Target(PartnerUserTable.self, for: .partnerUser)),
                """
                c.id IN (SELECT target.id FROM partner_user AS target
                    WHERE target.id IN (?1) AND (target.partner_id = ?2))
                """, [.integer(7)]
            ),
            (
                .refersToSomething(.id, Target(AgentTable.self, for: .admin)),
                "EXISTS (SELECT 1 FROM agent AS target WHERE target.id = c.id AND (true))", []
            ),
            (
                .refersToSomething(.id, Target(PartnerUserTable.self, for: .partnerUser)),
                """
                EXISTS (SELECT 1 FROM partner_user AS target WHERE target.id = c.id AND (target.partner_id = ?2))
                """, []
            ),
            (.includes(.email, key: 3), "?1 IN c.email", [.integer(3)]),
            (.isEmpty(.email), "NOT EXISTS c.email", []),
            (.isNotEmpty(.email), "EXISTS c.email", []),
        ] as [(Condition<PartnerUserTable>, String, [SQLite.Value])])
    func sql(condition: Condition<PartnerUserTable>, sql: String, values: [SQLite.Value]) {
        var bound: [SQLite.Value] = []
        let text = condition.sql(of: "c") { value in
            bound.append(value)
            return "?\(bound.count)"
        }
        #expect(text == sql)
        #expect(bound == values)
    }

    @Test("What is searched for is found in the table's own full-text table")
    func search() {
        #expect(
            CaseTable.isFound(by: "?1", of: "c")
                == "c.id IN (SELECT rowid FROM support_case_search WHERE support_case_search MATCH sought(?1))")
        #expect(
            PartnerUserTable.isFound(by: "?1", of: "u")
                == "u.id IN (SELECT rowid FROM actor_search WHERE actor_search MATCH sought(?1))")
    }
}
