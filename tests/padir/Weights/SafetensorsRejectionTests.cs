using CsCheck;
using Gmlm.Padir.Weights;
using Xunit;

namespace Gmlm.Padir.Tests.Weights;

/// <summary>Files that are not in the format are refused with one line that names the tensor, and with no other exception.</summary>
public class SafetensorsRejectionTests
{
    private const string A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}";

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("", "not JSON")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{" + A + "}x", "not JSON")]
    [InlineData("{" + A + "," + A + "}", "tensor 'a'", "twice")]
    [InlineData("{\"a\":1}", "tensor 'a'", "not a JSON object")]
    [InlineData("{\"a\":{\"shape\":[2],\"data_offsets\":[0,8]}}", "tensor 'a'", "dtype is missing")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,8]}}", "tensor 'a'", "shape is missing")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}}", "tensor 'a'", "data_offsets is missing")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "tensor 'a'", "'dtype'", "twice")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8],\"x\":1}}", "tensor 'a'", "'x' is not known")]
    [InlineData("{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "tensor 'a'", "I64")]
    [InlineData("{\"a\":{\"dtype\":3,\"shape\":[1],\"data_offsets\":[0,8]}}", "tensor 'a'", "dtype '3'")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}", "tensor 'a'", "shape is not a list")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,8]}}", "tensor 'a'", "shape [3] of F32")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[-2,-1],\"data_offsets\":[0,8]}}", "tensor 'a'", "'-2' in shape")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2.0],\"data_offsets\":[0,8]}}", "tensor 'a'", "'2.0' in shape")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[\"2\"],\"data_offsets\":[0,8]}}", "tensor 'a'", "in shape")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387905,4],\"data_offsets\":[0,8]}}", "tensor 'a'", "shape [4611686018427387905, 4]")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296,4294967296,4294967296],\"data_offsets\":[0,0]}}", "tensor 'a'", "does not take the 0 bytes")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[99999999999999999999],\"data_offsets\":[0,8]}}", "tensor 'a'", "in shape")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}", "tensor 'a'", "'-8' in data_offsets")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}}", "tensor 'a'", "bytes 8 to 0")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}}", "tensor 'a'", "1 numbers")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}}", "tensor 'a'", "bytes 0 to 12", "8 bytes of data")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}", "tensor 'a'", "0 to 4 before it belong to no tensor")]
    [InlineData("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "last 4 bytes belong to no tensor")]
    [InlineData("{}", "last 8 bytes belong to no tensor")]
    [InlineData("{" + A + ",\"b\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[4,8]}}", "tensor 'b'", "inside of tensor 'a'")]
    [InlineData("{" + A + ",\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "tensor 'b'", "inside of tensor 'a'")]
    [InlineData("{\"__metadata__\":{\"x\":1}," + A + "}", "__metadata__", "'x'")]
    [InlineData("{\"__metadata__\":[]," + A + "}", "__metadata__")]
    [InlineData("{\"\\ud800\":1}", "not Unicode")]
    [InlineData("{\"a\\nb\":1}", "tensor 'a\uFFFDb'")]
    public void The_error_says_what_is_wrong(string header, params string[] says)
    {
        var error = Assert.Throws<SafetensorsException>(() => Bytes.Read(Bytes.Of(header, data: 8)));
        Assert.All(says, part => Assert.Contains(part, error.Message));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(long.MinValue)]
    [InlineData(long.MaxValue)]
    [InlineData(1000)]
    public void A_header_longer_than_the_file_is_refused(long length) =>
        Assert.Contains("the header should have", Assert.Throws<SafetensorsException>(() => Bytes.Read(Bytes.Of("{" + A + "}", 8, length))).Message);

    [Fact]
    public void Every_truncation_is_refused()
    {
        var file = Bytes.Write([new("a", [2], [1f, 2f]), new("b", [3], [1f, 2f, 3f], WeightType.F16)]);
        for (var length = 0; length < file.Length; length++)
        {
            Assert.Throws<SafetensorsException>(() => Bytes.Read(file[..length]));
        }
    }

    [Fact]
    public void A_good_header_is_taken()
    {
        // Empty tensors and scalars, listed in another order than their data.
        var read = Bytes.Read(Bytes.Of("{\"s\":{\"dtype\":\"BF16\",\"shape\":[],\"data_offsets\":[6,8]},\"e\":{\"dtype\":\"F32\",\"shape\":[0,9223372036854775807],\"data_offsets\":[6,6]},\"v\":{\"dtype\":\"F16\",\"shape\":[3,1],\"data_offsets\":[0,6]}}  ", 8));
        Assert.Equal([("v", 3), ("e", 0), ("s", 1)], read.Select(tensor => (tensor.Name, tensor.Values.Length)));
    }

    [Fact]
    public void A_damaged_file_is_refused_or_read_but_never_fails_otherwise()
    {
        var file = Bytes.Write([new("a", [2, 1], [1f, 2f]), new("b", [3], [1f, 2f, 3f], WeightType.F16), new("c", [], [1f], WeightType.BF16)], new Dictionary<string, string> { ["k"] = "v" });
        var refused = 0;
        var mutation = Gen.Select(Gen.Int[0, file.Length - 1], Gen.Byte, Gen.Int[0, 3]).Array[1, 4];
        mutation.Sample(edits =>
        {
            var bytes = file.ToList();
            foreach (var (place, value, kind) in edits)
            {
                var at = Math.Min(place, bytes.Count - 1);
                switch (kind)
                {
                    case 0: bytes[at] = value; break;
                    case 1: bytes[at] ^= (byte)(1 << (value % 8)); break;
                    case 2: bytes.Insert(at, value); break;
                    default: bytes.RemoveAt(at); break;
                }
            }

            try
            {
                Bytes.Read([.. bytes]);
            }
            catch (SafetensorsException error)
            {
                Interlocked.Increment(ref refused);
                Assert.DoesNotContain('\n', error.Message);
            }
        }, iter: 20_000);
        Assert.True(refused > 1000);
    }
}
