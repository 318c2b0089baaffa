using Gmlm.Attack.Inputs;
using Gmlm.Reproduce.Tests.Architecture;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

/// <summary>Mutators take what they have made: where coverage guides the inputs, hostile files are mutated again.</summary>
public class MutatorTests
{
    private static readonly IReadOnlyList<Reader> All = new Readers(SourceTree.Root).All();

    public static TheoryData<string> Names => [.. All.Select(reader => reader.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void AMutatedFileCanBeMutatedAgain(string name)
    {
        var reader = All.Single(reader => reader.Name == name);
        var seeds = reader.Seeds.Where(seed => seed.Length < 100_000).ToArray();
        for (var number = 0; number < 50; number++)
        {
            var random = reader.RandomOf(number);
            var (one, another) = (seeds[number % seeds.Length], seeds[0]);
            for (var times = 0; times < 4 && one.Length < 100_000; times++)
            {
                (one, another) = (reader.Mutate(random, one, another), one);
            }
        }
    }
}
