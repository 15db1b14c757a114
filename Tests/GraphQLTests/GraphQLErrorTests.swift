import GraphQL
import Testing

@Test("A code is the text that clients see")
func errorCodes() { #expect(GraphQLError.Code.parseFailed.rawValue == "GRAPHQL_PARSE_FAILED") }
