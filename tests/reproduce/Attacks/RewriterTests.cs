using Gmlm.Attack.Mutations;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

public class RewriterTests
{
    private const string Sample =
        """
        using System;
        using System.Linq;

        public static class Sample
        {
            private static int _notes;

            public static string Probe(int n)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThan(n, 5);
                _notes = 0;
                Note(n);
                var sum = 0.0;
                sum += n;
                if (n > 3 && sum < 4.5)
                {
                    sum *= 0.5;
                }

                int[] values = [n, 2, -n];
                var words = string.Join(' ', values.Max(), values.Min(), values.First(), Even(n), Joined(n, 2));
                return string.Join(' ', words, Sure(), n == 1 ? "one" : "many", sum, _notes);
            }

            private static void Note(int n) => _notes += n;

            private static bool Even(int n)
            {
                return n % 2 == 0;
            }

            private static int Joined(int tens, int ones) => tens * 10 - ones;

            private static bool Sure() => true;
        }
        """;

    private const string Constant =
        """
        using System;

        [AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
        public sealed class SampleAttribute : Attribute
        {
            private const int Four = 2 + 2;

            private enum Sizes { Small = 1, Large = 1 << 2 }

            public override string ToString() => 1 < 2 ? "a" : "b";

            public static string Of(int n, int more = 3) => n switch
            {
                1 => nameof(Four),
                > 2 and < 5 => $"{n + 1}",
                _ => throw new ArgumentException($"{1 + n}"),
            };
        }
        """;

    [Fact]
    public void Every_operator_finds_its_places_and_what_it_makes_compiles()
    {
        var program = new SampleProgram(Sample);

        Assert.Equal(
            [
                "arithmetic", "boundary", "call", "comparison", "condition", "doubled", "exchanged", "guard", "off by one", "return",
                "sign", "swapped", "truth",
            ],
            program.Faults.Select(entry => entry.Mutation.Operator).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_fault_shows_when_its_number_is_on_and_sleeps_otherwise()
    {
        var program = new SampleProgram(Sample);
        var right = program.Run(0);
        string[] same = [.. program.Faults.Where(entry => program.Run(entry.Number) == right).Select(entry => entry.Mutation.Key)];

        Assert.StartsWith("2 -2 -2 True -22 True many -2 -2\n", right, StringComparison.Ordinal);
        Assert.Empty(same);
        Assert.Equal(right, program.Run(program.Faults.Count + 1));
    }

    [Fact]
    public void What_must_be_constant_and_what_only_words_a_message_is_left_alone() => Assert.Empty(SampleProgram.Possible(Constant));

    [Fact]
    public void Equal_faults_of_one_member_have_keys_of_their_own()
    {
        var faults = SampleProgram.Possible("public static class Sample { public static int F(int n) => (n + n) * (n + n) + 1; }");

        Assert.Equal(faults.Count, faults.Select(fault => fault.Key).Distinct().Count());
        Assert.Contains("theory/Sample.cs Sample.F: n + n → n - n (2)", faults.Select(fault => fault.Key));
    }

    [Fact]
    public void An_error_is_traced_to_the_fault_around_it_else_to_all_of_its_member()
    {
        const string text =
            """
            class C
            {
                int F(int n) { var k = (global::Gmlm.Mutant.Is(3) ? (n) : (1)); return k + n; }
                int G() => (global::Gmlm.Mutant.Is(4) ? (0) : (1));
            }
            """;
        var root = SyntaxFactory.ParseCompilationUnit(text);

        Assert.Equal([3], Rewriter.NumbersAt(root, text.IndexOf("(n) :", StringComparison.Ordinal) + 1));
        Assert.Equal([3], Rewriter.NumbersAt(root, text.IndexOf("return", StringComparison.Ordinal)));
        Assert.Equal([4], Rewriter.NumbersAt(root, text.IndexOf("int G", StringComparison.Ordinal)));
    }
}
