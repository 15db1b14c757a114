import HTTP
import Testing

@Test("Status codes are their numbers")
func statusCodes() { #expect(Status.ok.rawValue == 200) }
