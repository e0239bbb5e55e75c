// SPDX-License-Identifier: Apache-2.0
#include "core/world/cloud_work.h"

#include "core/world/cloud.h"

#include <format>

namespace rulewright::world {

namespace {

constexpr std::string_view office = "198.51.100.5"; ///< the company's own address
constexpr std::string_view browserAgent = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/133.0.0.0 Safari/537.36";

void lookAt(Recorder& recorder, Micros time)
{
    // Instances with their security groups and tags: arrays in arrays.
    call(recorder, time,
        {.source = "ec2",
            .name = "DescribeInstances",
            .userName = {},
            .role = "larkfield-monitoring",
            .address = "10.20.8.21",
            .parameters = R"({"maxResults":50,"filterSet":{"items":[{"name":"tag:site","valueSet":{"items":)"
                          R"([{"value":"shop"},{"value":"intranet"}]}}]}})",
            .reads = true});
}

void logIn(Recorder& recorder, Micros time)
{
    const bool isSingleSignOn = recorder.random().chance(70);
    call(recorder, time,
        {.source = "signin",
            .name = "ConsoleLogin",
            .userName = isSingleSignOn ? "" : "m.osei",
            .role = isSingleSignOn ? "larkfield-admin" : "",
            .address = office,
            .agent = browserAgent,
            .response = R"({"ConsoleLogin":"Success"})",
            .more = std::format(
                R"(,"additionalEventData":{{"LoginTo":"https://console.aws.amazon.com/","MobileVersion":"No","MFAUsed":"{}"}})",
                isSingleSignOn ? "No" : "Yes")});
}

void storeFiles(Recorder& recorder, Micros time)
{
    const auto number = recorder.random().between(100, 999);
    call(recorder, time,
        {.source = "s3",
            .name = "PutObject",
            .userName = {},
            .role = "larkfield-backup",
            .address = "10.20.8.22",
            .parameters = std::format(R"({{"bucketName":"larkfield-vault","key":"db/{}.dump"}})", number),
            .more = R"(,"resources":[{"type":"AWS::S3::Object","ARN":"arn:aws:s3:::larkfield-vault/db"},)"
                    R"({"accountId":"111122223333","type":"AWS::S3::Bucket","ARN":"arn:aws:s3:::larkfield-vault"}])"});
}

void rotateKey(Recorder& recorder, Micros time)
{
    // A user's new key for itself; intruders make keys for others.
    call(recorder, time,
        {.source = "iam",
            .name = "CreateAccessKey",
            .userName = "deploy-bot",
            .role = {},
            .address = office,
            .parameters = "null",
            .response
            = R"({"accessKey":{"userName":"deploy-bot","status":"Active","accessKeyId":"AKIAEXAMPLEBOT2"}})"});
}

void openPort(Recorder& recorder, Micros time)
{
    const bool isWeb = recorder.random().chance(50);
    call(recorder, time,
        {.source = "ec2",
            .name = "AuthorizeSecurityGroupIngress",
            .userName = {},
            .role = "larkfield-admin",
            .address = office,
            .parameters = std::format(
                R"({{"groupId":"sg-0a1b2c3d","ipPermissions":{{"items":[{{"ipProtocol":"tcp","fromPort":{0},"toPort":{0},)"
                R"("ipRanges":{{"items":[{{"cidrIp":"{1}"}},{{"cidrIp":"10.20.0.0/16"}}]}}}}]}}}})",
                isWeb ? 443 : 22, isWeb ? "0.0.0.0/0" : "198.51.100.5/32"),
            .response = R"({"_return":true})"});
}

void readSettings(Recorder& recorder, Micros time)
{
    constexpr std::string_view names[] = {"ListUsers", "GetAccountSummary", "ListRoles", "ListAccessKeys"};
    const std::string_view name = recorder.random().pick(names);
    call(recorder, time,
        {.source = "iam",
            .name = name,
            .userName = {},
            .role = "larkfield-admin",
            .address = office,
            .agent = browserAgent,
            .reads = true});
}

void describeTrails(Recorder& recorder, Micros time)
{
    call(recorder, time,
        {.source = "cloudtrail",
            .name = "DescribeTrails",
            .userName = {},
            .role = "larkfield-monitoring",
            .address = "10.20.8.21",
            .parameters = R"({"trailNameList":[]})",
            .reads = true});
}

} // namespace

void workInCloud(Recorder& recorder, Micros midnight)
{
    Random& random = recorder.random();
    constexpr void (*tasks[])(Recorder&, Micros) = {lookAt, lookAt, lookAt, lookAt, storeFiles, storeFiles, storeFiles,
        logIn, logIn, rotateKey, openPort, readSettings, readSettings, describeTrails};
    const Micros time = midnight + random.between(0, 24 * hour - minute);
    random.pick(tasks)(recorder, time);
}

} // namespace rulewright::world
