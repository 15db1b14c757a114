import GraphQL
import Testing

@Suite("Fields exist on their types — §5.3.1")
struct FieldsOnCorrectTypeTests {
    static let cases = [
        RuleCase(
            "{ dog { name __typename } catOrDog { __typename } __schema { queryType { name } } __type(name: \"Dog\") { name } }"
        ),
        RuleCase("{ dog { nam } }", "Cannot query field \"nam\" on type \"Dog\". Did you mean \"name\"? (1:9)"),
        RuleCase(
            "{ dog { n: BarkVolume { deeper { still } } } }",
            "Cannot query field \"BarkVolume\" on type \"Dog\". Did you mean \"barkVolume\"? (1:9)"),
        RuleCase("{ dog { unheardOf } }", "Cannot query field \"unheardOf\" on type \"Dog\". (1:9)"),
        RuleCase(
            "{ pet { nickname } }",
            "Cannot query field \"nickname\" on type \"Pet\". Did you mean to use an inline fragment on \"Cat\" or \"Dog\"? (1:9)"
        ),
        RuleCase(
            "{ being { mother { name } } }",
            "Cannot query field \"mother\" on type \"Being\". Did you mean to use an inline fragment on \"Canine\" or \"Dog\"? (1:11)"
        ),
        RuleCase(
            "{ catOrDog { name } }",
            "Cannot query field \"name\" on type \"CatOrDog\". Did you mean to use an inline fragment on \"Being\", \"Pet\", \"Canine\", \"Cat\", or \"Dog\"? (1:14)"
        ),
        RuleCase(
            "{ dog { __schema { queryType { name } } } }", "Cannot query field \"__schema\" on type \"Dog\". (1:9)"),
        RuleCase("{ nowhere }", "Cannot query field \"nowhere\" on type \"Query\". (1:3)"),
        RuleCase(
            "{ humanOrAlien { name } catOrDog { name nickname } pet { iq } }",
            "Cannot query field \"name\" on type \"HumanOrAlien\". Did you mean to use an inline fragment on \"Alien\", \"Being\", or \"Human\"? (1:18)",
            "Cannot query field \"name\" on type \"CatOrDog\". Did you mean to use an inline fragment on \"Being\", \"Pet\", \"Canine\", \"Cat\", or \"Dog\"? (1:36)",
            "Cannot query field \"nickname\" on type \"CatOrDog\". Did you mean to use an inline fragment on \"Cat\" or \"Dog\"? (1:41)",
            "Cannot query field \"iq\" on type \"Pet\". (1:58)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }

    @Test("What the caller may not see is not suggested")
    func hidden() throws {
        let view = { (schema: Schema) in
            SchemaView(of: schema) { !["Dog.name", "Cat.nickname"].contains($0.description) }
        }
        #expect(
            try validationErrors("{ dog { nam } pet { nickname } }", view: view) == [
                "Cannot query field \"nam\" on type \"Dog\". (1:9)",
                "Cannot query field \"nickname\" on type \"Pet\". Did you mean to use an inline fragment on \"Dog\"? (1:21)",
            ])
    }
}
