import Portal
import Storage
import Testing

@Test("A right is tested as a bit of the third parameter")
func rights() { #expect(Parameter.viewerHolds(.contactsPII) == "(?3 & 140737488355328) = 140737488355328") }
