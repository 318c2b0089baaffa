using Gmlm.Padir.RowProducts;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.RowProducts;

/// <summary>Products that several threads divide are the same to the bit as those of one, whoever comes in time.</summary>
public sealed class RowTeamTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void A_divided_product_has_the_same_bits(int threads)
    {
        using var scope = NewDisposeScope();
        var random = new Random(threads);
        float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (2 * random.NextSingle()) - 1)];
        var (w, before) = (Values(96 * 500), Values(40 * 500));
        using var matrix = new PackedMatrix(tensor(w, 96, 500)); // 40 · 96 · 500 multiplications are worth dividing
        var helped = 0;
        for (var i = 0; i < 400; i++)
        {
            var x = Values(40 * 96);
            float[] alone = [.. before], together = [.. before];
            matrix.Multiply(x, alone, add: i % 2 == 0);
            using (var team = RowTeam.Enter(threads))
            {
                Assert.NotNull(team);
                matrix.Multiply(x, together, add: i % 2 == 0);
                helped += RowTeam.Helped ? 1 : 0;
            }

            Assert.Equal(alone, together);
            if (i % 50 == 0)
            {
                Thread.Sleep(5); // The helpers fall asleep, and are woken.
            }
        }

        Assert.True(helped > 0, "No helper ever took a strip.");
    }

    [Fact]
    public void One_thread_at_a_time_has_the_helpers()
    {
        using (var mine = RowTeam.Enter(3))
        {
            Assert.NotNull(mine);
            Assert.Null(RowTeam.Enter(3));
            IDisposable? others = null;
            var other = new Thread(() => others = RowTeam.Enter(3));
            other.Start();
            other.Join();
            Assert.Null(others);
        }

        using var again = RowTeam.Enter(3);
        Assert.NotNull(again);
        Assert.Null(RowTeam.Enter(1));
    }
}
