using CsCheck;
using Gmlm.Padir.Weights;
using Xunit;

namespace Gmlm.Padir.Tests.Weights;

/// <summary>
/// Eight-bit weights are restored to within half a step of their row; matrices and scales that do not belong together are refused.
/// </summary>
public class RowScaleTests
{
    // A scale below the smallest normal number is itself rounded, by at most half of the smallest number, and is multiplied by up to 127.
    private const float Rounding = RowScale.Most * float.Epsilon;

    private static readonly Gen<WeightTensor> Matrix =
        from rows in Gen.Int[1, 5]
        from columns in Gen.Int[1, 7]
        from values in Gen.Float[-1e3f, 1e3f].Array[rows * columns]
        select new WeightTensor("w", [rows, columns], values);

    [Fact]
    public void No_weight_moves_by_more_than_half_a_step() => Matrix.Sample(matrix =>
    {
        var back = Assert.Single(RowScale.Unpack(Bytes.Read(Bytes.Write([.. RowScale.Pack([matrix])]))));
        Assert.Equal(matrix.Shape, back.Shape);
        var columns = (int)matrix.Shape[1];
        foreach (var (was, now) in matrix.Values.Chunk(columns).Zip(back.Values.Chunk(columns)))
        {
            var step = was.Max(Math.Abs) / RowScale.Most;
            Assert.All(was.Zip(now), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, (0.5001f * step) + Rounding));
            Assert.Equal(was.Max(Math.Abs), now.Max(Math.Abs), 1e-3f * (was.Max(Math.Abs) + 1)); // The largest weight is exact up to rounding.
        }
    }, iter: 200);

    [Fact]
    public void Vectors_stay_in_half_precision()
    {
        var packed = Assert.Single(RowScale.Pack([new("norm", [3], [1, 2, 3])]));
        Assert.Equal(WeightType.F16, packed.Type);
        Assert.Equal([1, 2, 3], Assert.Single(RowScale.Unpack([packed])).Values);
    }

    public static TheoryData<string, WeightTensor[]> Refused => new()
    {
        { "no scale", [new("w", [1, 2], [1, 2], WeightType.I8)] },
        { "no matrix", [new("w.row_scale", [1], [1])] },
        { "too few scales", [new("w", [2, 1], [1, 2], WeightType.I8), new("w.row_scale", [1], [1])] },
        { "scales of a matrix that is none", [new("w", [2, 1], [1, 2]), new("w.row_scale", [2], [1, 1])] },
        { "nothing in it", [new("w", [0, 2], [], WeightType.I8), new("w.row_scale", [0], [])] },
        { "a vector", [new("w", [2], [1, 2], WeightType.I8), new("w.row_scale", [2], [1, 1])] },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Matrices_and_scales_that_do_not_belong_together_are_refused(string what, WeightTensor[] stored)
    {
        var error = Assert.Throws<SafetensorsException>(() => RowScale.Unpack(stored));
        Assert.True(error.Message.Contains("'w'", StringComparison.Ordinal) && error.Message.Contains("w.row_scale", StringComparison.Ordinal), $"{what}: {error.Message}");
    }
}
