using Gmlm.Attack.Mutations;
using Gmlm.Reproduce.Tests.Architecture;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

/// <summary>The reasons for faults that no test notices: a sentence each, for a fault that the source can still have.</summary>
public class ExplainedTests
{
    [Fact]
    public void Each_is_a_sentence_for_a_text_that_is_still_in_the_source() => Assert.All(Explained.Load(SourceTree.Root), entry =>
    {
        var (key, reason) = entry;
        var file = key[..key.IndexOf(' ', StringComparison.Ordinal)];
        var original = key[(key.IndexOf(": ", StringComparison.Ordinal) + 2)..key.LastIndexOf(" → ", StringComparison.Ordinal)];
        Assert.Contains(original, Mutation.Folded(File.ReadAllText(SourceTree.Absolute(file))), StringComparison.Ordinal);
        Assert.EndsWith(".", reason, StringComparison.Ordinal);
        Assert.InRange(reason.Split(' ').Length, 5, 60);
    });
}
