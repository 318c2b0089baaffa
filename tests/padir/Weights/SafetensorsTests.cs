using System.Text;
using CsCheck;
using Gmlm.Padir.Weights;
using Xunit;

namespace Gmlm.Padir.Tests.Weights;

public sealed class SafetensorsTests : IDisposable
{
    private static readonly float[] Special = [0f, -0f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.Epsilon, float.MaxValue];
    private static readonly Gen<float> Value = Gen.Frequency((8, Gen.Float), (1, Gen.Int[0, Special.Length - 1].Select(i => Special[i])));

    private static readonly Gen<WeightTensor> Tensor =
        from name in Gen.String[Gen.Char["abcäß.\"\\\n"], 1, 8]
        from shape in Gen.Long[0, 4].List[0, 3]
        from type in Gen.Enum<WeightType>()
        from values in Value.Array[(int)shape.Aggregate(1L, (product, size) => product * size)]
        select new WeightTensor(name, shape, values, type);

    private static readonly Gen<WeightTensor[]> Tensors = Tensor.Array[0, 6].Where(tensors => tensors.DistinctBy(tensor => tensor.Name).Count() == tensors.Length);

    private readonly string _folder = Directory.CreateTempSubdirectory("weights").FullName;

    [Fact]
    public void What_is_written_is_read_back() => Tensors.Sample(tensors =>
    {
        var read = Bytes.Read(Bytes.Write(tensors)).ToDictionary(tensor => tensor.Name);

        Assert.Equal(tensors.Length, read.Count);
        foreach (var tensor in tensors)
        {
            var back = read[tensor.Name];
            Assert.Equal((tensor.Type, WeightTensor.Show(tensor.Shape)), (back.Type, WeightTensor.Show(back.Shape)));
            Assert.Equal(tensor.Values.Select(value => Rounded(value, tensor.Type)), back.Values);
        }
    }, iter: 300);

    [Fact]
    public void The_same_tensors_give_the_same_bytes_in_any_order() => Tensors.Sample(tensors =>
    {
        var bytes = Bytes.Write(tensors);
        Assert.Equal(bytes, Bytes.Write(tensors.Reverse()));
        Assert.Equal(0, BitConverter.ToInt64(bytes) % 8);
        // Reading and writing again loses no further precision.
        Assert.Equal(bytes, Bytes.Write(Bytes.Read(bytes)));
    }, iter: 100);

    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        var bytes = Bytes.Write([new("b", [1], [1f], WeightType.F16), new("a", [2], [1f, -2f])], new Dictionary<string, string> { ["format"] = "pt" });
        const string header = """{"__metadata__":{"format":"pt"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[1],"data_offsets":[8,10]}}""";
        var padded = header.PadRight((header.Length + 7) / 8 * 8);

        Assert.Equal([.. BitConverter.GetBytes((long)padded.Length), .. Encoding.ASCII.GetBytes(padded), 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0x3C], bytes);
    }

    [Theory]
    [InlineData(WeightType.BF16, 1.00390625f, 1f)] // 1 + 2⁻⁸ lies between 1 and 1 + 2⁻⁷: rounds to the even one, down
    [InlineData(WeightType.BF16, 1.01171875f, 1.015625f)] // 1 + 3·2⁻⁸: rounds to the even one, up
    [InlineData(WeightType.BF16, 1.00390637f, 1.0078125f)] // just past the middle
    [InlineData(WeightType.BF16, -1.00390625f, -1f)]
    [InlineData(WeightType.BF16, float.MaxValue, float.PositiveInfinity)]
    [InlineData(WeightType.BF16, float.Epsilon, 0f)]
    [InlineData(WeightType.F16, 1.00048828125f, 1f)] // 1 + 2⁻¹¹
    [InlineData(WeightType.F16, 1.00146484375f, 1.001953125f)] // 1 + 3·2⁻¹¹
    [InlineData(WeightType.F16, 65519f, 65504f)]
    [InlineData(WeightType.F16, 65520f, float.PositiveInfinity)]
    [InlineData(WeightType.F16, 2.98023224e-8f, 0f)] // half of the least subnormal
    [InlineData(WeightType.F16, 2.98023259e-8f, 5.96046448e-8f)]
    public void Reduced_precision_rounds_to_nearest_even(WeightType type, float value, float stored) =>
        Assert.Equal(stored, Bytes.Read(Bytes.Write([new("x", [], [value], type)]))[0].Values[0]);

    [Fact]
    public void A_NaN_with_a_low_payload_stays_one() =>
        Assert.All([WeightType.F32, WeightType.F16, WeightType.BF16], type =>
            Assert.True(float.IsNaN(Bytes.Read(Bytes.Write([new("x", [], [BitConverter.Int32BitsToSingle(0x7F800001)], type)]))[0].Values[0])));

    [Fact]
    public void A_file_is_replaced_whole_or_stays()
    {
        var path = Path.Combine(_folder, "w.safetensors");
        SafetensorsWriter.Write(path, [new("x", [1], [1f])]);
        var first = File.ReadAllBytes(path);

        Assert.ThrowsAny<ArgumentException>(() => SafetensorsWriter.Write(path, [new("x", [1], [2f])], new Dictionary<string, string> { ["k"] = "\ud800" }));
        Assert.Throws<ArgumentException>(() => SafetensorsWriter.Write(path, [new("x", [2], [2f])]));
        Assert.Equal(first, File.ReadAllBytes(path));

        SafetensorsWriter.Write(path, [new("x", [1], [3f])]);
        Assert.Equal(3f, SafetensorsReader.Read(path)[0].Values[0]);
        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_file_that_cannot_be_put_in_place_leaves_nothing_beside()
    {
        var path = Directory.CreateDirectory(Path.Combine(_folder, "a folder")).FullName;
        Assert.ThrowsAny<Exception>(() => SafetensorsWriter.Write(path, [new("x", [1], [1f])]));
        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Names_that_cannot_be_read_back_are_not_written() =>
        Assert.All(["__metadata__", "\ud800"], name => Assert.ThrowsAny<ArgumentException>(() => Bytes.Write([new(name, [], [1f])])));

    [Fact]
    public void A_name_twice_is_not_written() => Assert.Throws<ArgumentException>(() => Bytes.Write([new("x", [], [1f]), new("x", [], [1f])]));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // A definition of rounding that is independent of the code: the nearest of the two neighbours, the even one at a tie.
    private static float Rounded(float value, WeightType type)
    {
        if (type == WeightType.I8)
        {
            return float.IsNaN(value) ? 0 : MathF.Round(Math.Clamp(value, -127, 127));
        }

        if (type == WeightType.F32 || !float.IsFinite(value))
        {
            return value;
        }

        if (type == WeightType.F16)
        {
            return (float)(Half)value;
        }

        var low = BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000);
        var high = BitConverter.UInt32BitsToSingle((BitConverter.SingleToUInt32Bits(value) & 0xFFFF0000) + 0x10000);
        var (below, above) = (Math.Abs((double)value - low), float.IsInfinity(high) ? Math.Pow(2, 128) - Math.Abs((double)value) : Math.Abs((double)high - value));
        return below < above || (below == above && (BitConverter.SingleToUInt32Bits(low) & 0x10000) == 0) ? low : high;
    }
}
