import Portal
import Testing

@Test("Every module permission has a bit of its own")
func moduleRights() {
    let all = PortalModule.allCases.flatMap { module in PortalModule.Permission.allCases.map { module.right($0) } }
    #expect(Set(all).count == all.count)
}
