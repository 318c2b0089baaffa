using Gmlm.Attack.Mutations;
using Xunit;

namespace Gmlm.Reproduce.Tests.Attacks;

public class DrawingTests
{
    private const string Source =
        """
        public static class Sample
        {
            public static int F(int n) => n < 3 ? n + 1 : n * 2;
            public static bool G(int n, int m) => n == m && n > 0;
            public static int H(int a, int b) => a - b;
        }
        """;

    [Fact]
    public void The_draw_is_the_same_every_time_and_mixes_the_operators()
    {
        var possible = SampleProgram.Possible(Source);
        var drawn = Drawing.Draw(possible, 3);

        Assert.Equal(3, drawn.Count);
        Assert.Equal(drawn.Select(fault => fault.Key), Drawing.Draw([.. possible.Reverse()], 3).Select(fault => fault.Key));
        Assert.Equal(3, drawn.Select(fault => fault.Operator).Distinct().Count());
    }

    [Fact]
    public void What_comes_into_question_in_a_file_is_decided_by_that_file_alone()
    {
        var possible = SampleProgram.Possible(Source);
        Mutation[] elsewhere = [.. possible.Select(fault => fault with { File = "theory/Other.cs" })];
        var together = Drawing.Draw([.. possible, .. elsewhere], 100).Where(fault => fault.File == "theory/Sample.cs");

        Assert.Equal(Drawing.Draw(possible, 100).Select(fault => fault.Key).Order(), together.Select(fault => fault.Key).Order());
    }

    [Fact]
    public void No_file_gives_more_than_three() => Assert.Equal(3, Drawing.Draw(SampleProgram.Possible(Source), 100).Count);
}
