using Gmlm.Padir.Runtime;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Gmlm.Padir.Tests.Model;

public class ScalarArithmeticTests
{
    [Fact]
    public void Operations_with_held_scalars_give_the_right_values()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([2f, -3f], tensor([4f, -6f]).Times(0.5).Flat());
        Assert.Equal([2f, -3f], tensor([4f, -6f]).TimesInPlace(0.5).Flat());
        Assert.Equal([4.5f, -5.5f], tensor([4f, -6f]).PlusInPlace(0.5).Flat());
        Assert.Equal([7f, 7f], tensor([4f, -6f]).FillInPlace(7).Flat());
        Assert.Equal([false, true], tensor([3L, 4L]).IsNot(3).data<bool>().ToArray());
        Assert.Equal([3L, 3L], ScalarArithmetic.Filled([2], 3, ScalarType.Int64, CPU).data<long>().ToArray());
    }
}
